"""A worker of another program, over Redis Streams, with nothing but Python's own library: takes tasks, answers each
with one message. Replace transcribe() with your own.   REDIS_URL=redis://localhost:6379 python3 foreign_worker_redis.py
"""
import json, os, socket, time, urllib.parse

TASKS, RESULTS, GROUP, ME = "transcribe:tasks", "transcribe:results", "transcribe-workers", "worker-python"


def transcribe(path, language):
    size = os.path.getsize(path)
    return [{"start": 0.0, "end": 2.5, "text": f"{size} bytes, language {language}", "speaker": "SPEAKER_00"}]


def read(stream):
    """One answer of the server, as the protocol writes it."""
    line = stream.readline()
    if not line:
        raise ConnectionError("the server is gone")
    kind, rest = line[:1], line[1:-2]
    if kind == b"-":
        raise ValueError(rest.decode())
    if kind == b"*":
        return None if rest == b"-1" else [read(stream) for _ in range(int(rest))]
    if kind == b"$":
        return None if rest == b"-1" else stream.read(int(rest) + 2)[:-2].decode()
    return rest.decode()


def work(call):
    try:
        call("XGROUP", "CREATE", TASKS, GROUP, "0", "MKSTREAM")
    except ValueError:
        pass  # It is there already.
    start = "0"  # First what this worker had taken before it died, then (">") what is new.
    while True:
        answer = call("XREADGROUP", "GROUP", GROUP, ME, "COUNT", 1, "BLOCK", 5000, "STREAMS", TASKS, start)
        entries = answer[0][1] if answer else []
        if not entries:
            start = ">"
        for entry, fields in entries:
            task = dict(zip(fields[::2], fields[1::2]))
            try:
                segments = transcribe(task["file_path"], task.get("language") or "auto")
                text = " ".join(segment["text"] for segment in segments)
                result = {"status": "success", "text": text, "segments": json.dumps(segments), "error": ""}
            except OSError as error:
                result = {"status": "error", "text": "", "segments": "", "error": str(error)}
            flat = [word for pair in result.items() for word in pair]
            call("XADD", RESULTS, "*", "task_id", task["task_id"], *flat)
            call("XACK", TASKS, GROUP, entry)
            call("XDEL", TASKS, entry)


def main():
    url = urllib.parse.urlparse(os.environ.get("REDIS_URL", "redis://localhost:6379"))
    while True:
        try:
            with socket.create_connection((url.hostname, url.port or 6379)) as connection:
                stream = connection.makefile("rb")

                def call(*words):
                    parts = [str(word).encode() for word in words]
                    body = b"".join(b"$%d\r\n%s\r\n" % (len(part), part) for part in parts)
                    connection.sendall(b"*%d\r\n" % len(parts) + body)
                    return read(stream)

                if url.password:
                    call("AUTH", url.username or "default", url.password)
                work(call)
        except (OSError, ValueError) as error:
            print("trying again:", error, flush=True)
            time.sleep(1)


main()
