// Written by ./efir web client from the description of the API.
export interface paths {
    "/.well-known/jwks.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The public keys that access tokens are signed with */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            keys: {
                                alg: string;
                                crv: string;
                                kid: string;
                                kty: string;
                                use: string;
                                x: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the files of an upload session */
        get: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The upload session; without it, that of the cookie */
                    "x-session-id"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * Format: date-time
                             * @description When the session and its files go, unless it is used before
                             */
                            expires_at: string;
                            files: components["schemas"]["SessionFile"][];
                            /**
                             * Format: uuid
                             * @description Only who knows it may use what was uploaded in it
                             */
                            session_id: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** End an upload session and delete its files; recordings made of them stay */
        delete: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The upload session; without it, that of the cookie */
                    "x-session-id"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description It is over */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": null;
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/files/upload": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a file in for a call to come
         * @description The body is a multipart form with one file, or the bytes themselves. The file is judged by its content and kept in an upload session, which begins here unless the request names one; `media.transcribe` then makes a recording of it. Nobody sees the files of another session.
         */
        post: {
            parameters: {
                query?: {
                    /** @description Name of the file, for a raw body */
                    file_name?: string;
                };
                header?: {
                    /** @description The upload session; without it, that of the cookie */
                    "x-session-id"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/octet-stream": string;
                    "multipart/form-data": {
                        /** Format: binary */
                        file: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            bytes: number;
                            /** Format: date-time */
                            created_at: string;
                            /**
                             * Format: date-time
                             * @description When the session and its files go, unless it is used before
                             */
                            expires_at: string;
                            /**
                             * Format: uuid
                             * @description For media.transcribe, together with the session
                             */
                            file_id: string;
                            file_name: string;
                            /**
                             * Format: uuid
                             * @description Only who knows it may use what was uploaded in it
                             */
                            session_id: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the process is alive */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            status: "alive";
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Figures for Prometheus */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether requests are served: each dependency with its state */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            dependencies: {
                                [key: string]: {
                                    detail?: string;
                                    /** @enum {string} */
                                    state: "ok" | "degraded" | "failed";
                                };
                            };
                            /** @enum {string} */
                            state: "ready" | "degraded" | "unready";
                        };
                    };
                };
                /** @description Default Response */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            dependencies: {
                                [key: string]: {
                                    detail?: string;
                                    /** @enum {string} */
                                    state: "ok" | "degraded" | "failed";
                                };
                            };
                            /** @enum {string} */
                            state: "ready" | "degraded" | "unready";
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/rpc": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Call methods by JSON-RPC 2.0
         * @description The same methods as over RabbitMQ; `system.describe` lists them with their parameters. Batches and notifications are understood. A session id of `POST /files/upload` may come as X-Session-Id or cookie.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Absent: a notification */
                        id?: string | number;
                        /** @enum {string} */
                        jsonrpc: "2.0";
                        /** @example media.status */
                        method: string;
                        params?: Record<string, never> | unknown[];
                    } | {
                        /** @description Absent: a notification */
                        id?: string | number;
                        /** @enum {string} */
                        jsonrpc: "2.0";
                        /** @example media.status */
                        method: string;
                        params?: Record<string, never> | unknown[];
                    }[];
                };
            };
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The answer, or the answers of a batch in its order */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            [key: string]: unknown;
                        } | {
                            [key: string]: unknown;
                        }[];
                    };
                };
                /** @description Only notifications came */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": null;
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List API keys, the revoked ones included, newest first */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            api_keys: components["schemas"]["ApiKey"][];
                        };
                    };
                };
            };
        };
        put?: never;
        /** Make an API key */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** Format: date-time */
                        expires_at?: string;
                        name: string;
                        /** @description At most those of the key that asks */
                        scopes: ("recordings:read" | "recordings:write" | "webhooks:read" | "webhooks:write" | "keys:write" | "settings:write" | "tasks:write" | "members:read" | "members:write" | "tenant:write")[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            expires_at: string | null;
                            /** Format: uuid */
                            id: string;
                            /** @description The key itself: shown now and never again */
                            key: string;
                            /**
                             * Format: date-time
                             * @description To the minute
                             */
                            last_used_at: string | null;
                            /** @description Name of who made it; null: a program */
                            made_by: string | null;
                            name: string;
                            /** Format: date-time */
                            revoked_at: string | null;
                            scopes: ("recordings:read" | "recordings:write" | "webhooks:read" | "webhooks:write" | "keys:write" | "settings:write" | "tasks:write" | "members:read" | "members:write" | "tenant:write")[];
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/api-keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revoke an API key, at once and for good */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": null;
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audio/transcriptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a recording in and wait for its transcript
         * @description The audio API of OpenAI, for its clients and for programs built on them. The recording is one like all others: `X-Recording-Id` leads to it. The same request again, with the same Idempotency-Key or the same file, name and options, joins the recording in work, also within a minute after its end: retries cost nothing. When the caller hangs up the recording goes on for half a minute, and is cancelled if nobody joined it.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key with the same request gives the same recording, for 24 hours */
                    "idempotency-key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "multipart/form-data": {
                        /** @description Accepted, without effect: speech is always found and cut at pauses */
                        chunking_strategy?: string;
                        /** Format: binary */
                        file: string;
                        /** @description Words to listen for, with commas or blanks between */
                        hotwords?: string;
                        /** @description With json */
                        "include[]"?: "logprobs"[];
                        /** @description Words to listen for: the first 200, of up to 100 characters */
                        "keywords[]"?: string[];
                        /** @description With diarized_json: at least as many speakers are told apart; whose voice is whose is not known, so they stay A, B, … */
                        "known_speaker_names[]"?: string[];
                        /** @description Accepted, without effect */
                        "known_speaker_references[]"?: string[];
                        /** @description Code or name of the spoken language; found out when it is not given */
                        language?: string;
                        /** @description A single one is the language; several are without effect */
                        "languages[]"?: string[];
                        /** @description One of `GET /v1/models`; names of OpenAI mean the default engine */
                        model: string;
                        /** @description Its words are listened for: entries of a list with up to three words as they stand, of longer sentences the names */
                        prompt?: string;
                        /**
                         * @default json
                         * @enum {string}
                         */
                        response_format?: "json" | "text" | "srt" | "vtt" | "verbose_json" | "diarized_json";
                        /** @description Server-sent events; with json, text and diarized_json */
                        stream?: boolean;
                        /** @description Accepted, without effect */
                        temperature?: number;
                        /** @description Of `verbose_json`; segments unless it is given */
                        "timestamp_granularities[]"?: ("word" | "segment")[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["OpenaiError"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["OpenaiError"];
                    };
                };
                /** @description The transcript. `X-Recording-Id` leads to the recording on all other routes; `X-Efir-Ignored` names parameters that had no effect, `X-Efir-Notes` what a reader should know. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Transcription"];
                        "application/x-subrip": string;
                        "text/event-stream": string;
                        "text/plain": string;
                        "text/vtt": string;
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audio/translations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Translate a recording into English
         * @description No engine here translates: every request is refused with `translation-unavailable`.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "multipart/form-data": {
                        /** @description Accepted, without effect: speech is always found and cut at pauses */
                        chunking_strategy?: string;
                        /** Format: binary */
                        file: string;
                        /** @description Words to listen for, with commas or blanks between */
                        hotwords?: string;
                        /** @description With json */
                        "include[]"?: "logprobs"[];
                        /** @description Words to listen for: the first 200, of up to 100 characters */
                        "keywords[]"?: string[];
                        /** @description With diarized_json: at least as many speakers are told apart; whose voice is whose is not known, so they stay A, B, … */
                        "known_speaker_names[]"?: string[];
                        /** @description Accepted, without effect */
                        "known_speaker_references[]"?: string[];
                        /** @description Code or name of the spoken language; found out when it is not given */
                        language?: string;
                        /** @description A single one is the language; several are without effect */
                        "languages[]"?: string[];
                        /** @description One of `GET /v1/models`; names of OpenAI mean the default engine */
                        model: string;
                        /** @description Its words are listened for: entries of a list with up to three words as they stand, of longer sentences the names */
                        prompt?: string;
                        /**
                         * @default json
                         * @enum {string}
                         */
                        response_format?: "json" | "text" | "srt" | "vtt" | "verbose_json" | "diarized_json";
                        /** @description Server-sent events; with json, text and diarized_json */
                        stream?: boolean;
                        /** @description Accepted, without effect */
                        temperature?: number;
                        /** @description Of `verbose_json`; segments unless it is given */
                        "timestamp_granularities[]"?: ("word" | "segment")[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["OpenaiError"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["OpenaiError"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/oidc/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** For browsers: come back from the identity provider, and be signed in */
        get: {
            parameters: {
                query?: {
                    state?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                303: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": null;
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/oidc/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** For browsers: go to the identity provider to sign in */
        get: {
            parameters: {
                query?: {
                    /** @description Secret of one that is accepted on the way */
                    invitation?: string;
                    /** @description The page of the dashboard to go to afterwards */
                    next?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                303: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": null;
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/reset/{secret}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whose password a link from the operator replaces, for whoever has it */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    secret: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            email: string;
                            /** Format: date-time */
                            expires_at: string;
                            name: string;
                        };
                    };
                };
            };
        };
        put?: never;
        /** Set a new password by a link from the operator: all sessions end, and this browser is signed in */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    secret: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        password: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SignedIn"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Become the first user and owner, once, and be signed in */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Printed where the server was started */
                        code: string;
                        /** Format: email */
                        email: string;
                        /** @enum {string} */
                        language?: "en" | "ru";
                        name: string;
                        password: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SignedIn"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/sign-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in by address and password; the answer brings a cookie */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        email: string;
                        password: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SignedIn"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/sign-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign this browser out; may be repeated */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": null;
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/sign-out-everywhere": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign out of all browsers and clients, this one too */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": null;
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/state": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is signed in at this browser, and what a page needs to know before anybody is */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            languages: string[];
                            /** @description Sign-in by an identity provider, where one is set up */
                            oidc: {
                                name: string;
                            } | null;
                            /** @description Nobody has an account yet: POST /v1/auth/setup */
                            setup_needed: boolean;
                            signed_in: {
                                /**
                                 * @description What they may do: each may what those before may, and more
                                 * @enum {string}
                                 */
                                rank: "viewer" | "member" | "manager" | "owner";
                                /** @description What the rank may do */
                                scopes: ("recordings:read" | "recordings:write" | "webhooks:read" | "webhooks:write" | "keys:write" | "settings:write" | "tasks:write" | "members:read" | "members:write" | "tenant:write")[];
                                /** @description What is looked at now */
                                tenant: {
                                    /** Format: uuid */
                                    id: string;
                                    name: string;
                                };
                                /** @description All accounts that the user belongs to */
                                tenants: {
                                    /** Format: uuid */
                                    id: string;
                                    name: string;
                                    /**
                                     * @description What they may do: each may what those before may, and more
                                     * @enum {string}
                                     */
                                    rank: "viewer" | "member" | "manager" | "owner";
                                }[];
                                user: components["schemas"]["User"];
                            } | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/tenant": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Look at another account of the same user, at this browser */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** Format: uuid */
                        tenant_id: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SignedIn"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign a client in: a short-lived access token for one account, and a refresh token */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            /** @description Left out by whoever sends an API key or the cookie of a session */
            requestBody: {
                content: {
                    "application/json": {
                        email: string;
                        password: string;
                    } | null;
                };
            };
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Tokens"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/token/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Exchange a refresh token for a new pair; one that is shown twice ends them all */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        refresh_token: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Tokens"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/token/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign a client out: its access tokens end at once; may be repeated */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        refresh_token: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": null;
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/callbacks/rotate-secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Get a new secret for the callbacks of recordings
         * @description One secret signs all callbacks of an account. The former one signs beside the new one for 24 hours.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * @description Signs what is sent: shown now and never again
                             * @example whsec_…
                             */
                            secret: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List deliveries to webhooks and callbacks, newest first */
        get: {
            parameters: {
                query?: {
                    /** @description `next_cursor` of the page before */
                    cursor?: string;
                    limit?: number;
                    /** @description Those that tell of this recording */
                    recording_id?: string;
                    state?: "waiting" | "delivered" | "failed";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            deliveries: components["schemas"]["Delivery"][];
                            /** @description Null on the last page */
                            next_cursor: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/deliveries/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get one delivery with its body and every try */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DeliveryDetail"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/deliveries/{id}/resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a delivery again, now: the same bytes under the same id */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Delivery"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow all recordings as server-sent events, to keep a list true
         * @description `ready` says that from here on nothing is missed: read the list then, unless it carries `resumed: true`, since the stream went on behind `Last-Event-ID`. `created` and `changed` carry the recording as `GET /v1/recordings` shows it, `deleted` its `id`; any of them may come twice. `standings` carries `standings`, a list of `id`, `processed`, `place` and `seconds_left` of those that changed, among the newest that have not ended. `reset` says that more happened than is told one by one: read the list again. `end` comes before the stream ends, with a `reason`: `renew` (every five minutes, to show again who asks), `slow` (news was read more slowly than it came), `gone` (whoever asks was signed out, lost access or looks at another account) or `closing`. Come again with `Last-Event-ID`, as browsers do by themselves, and nothing is missed.
         */
        get: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The stream goes on behind this event, or says `reset` */
                    "last-event-id"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The events */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/event-stream": string;
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/folders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List all folders, by name */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            folders: components["schemas"]["Folder"][];
                            /** @description Of the account, in folders or not */
                            recordings: number;
                        };
                    };
                };
            };
        };
        put?: never;
        /** Make a folder */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Up to 100 characters */
                        name: string;
                        /**
                         * @description Id of a folder; null: at the top
                         * @default null
                         */
                        parent_id?: string | null;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Folder"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/folders/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete a folder with those below it
         * @description Recordings that are in them stay, in no folder.
         */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": null;
                    };
                };
            };
        };
        options?: never;
        head?: never;
        /** Name a folder otherwise, or put it elsewhere */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Up to 100 characters */
                        name?: string;
                        /** @description Id of a folder; null: at the top */
                        parent_id?: string | null;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": null;
                    };
                };
            };
        };
        trace?: never;
    };
    "/v1/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the invitations that nobody accepted yet, the newest first */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            invitations: components["schemas"]["Invitation"][];
                        };
                    };
                };
            };
        };
        put?: never;
        /** Invite an address; nothing is sent, the link is yours to pass on */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** Format: email */
                        email: string;
                        /**
                         * @description What they may do: each may what those before may, and more
                         * @enum {string}
                         */
                        rank: "viewer" | "member" | "manager" | "owner";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date-time */
                            created_at: string;
                            email: string;
                            /** Format: date-time */
                            expires_at: string;
                            /** Format: uuid */
                            id: string;
                            /** @description Name of who invites; null: a program */
                            invited_by: string | null;
                            /** @description Of the page where it is accepted */
                            path: string;
                            /**
                             * @description What they may do: each may what those before may, and more
                             * @enum {string}
                             */
                            rank: "viewer" | "member" | "manager" | "owner";
                            /** @description Shown now and never again */
                            secret: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/invitations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take an invitation back */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": null;
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/invitations/{secret}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What an invitation offers, for whoever has its link */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    secret: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            email: string;
                            /** Format: date-time */
                            expires_at: string;
                            /** @description The address has a user already: accepting asks for their password, or for their session */
                            has_account: boolean;
                            /** @description Name of who invites; null: a program */
                            invited_by: string | null;
                            /**
                             * @description What they may do: each may what those before may, and more
                             * @enum {string}
                             */
                            rank: "viewer" | "member" | "manager" | "owner";
                            /** @description Name of the account that invites */
                            tenant: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/invitations/{secret}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Become a member, and be signed in */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    secret: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Of somebody new */
                        name?: string;
                        /** @description Of somebody new: theirs from now on; of a user who is not signed in: theirs */
                        password?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SignedIn"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What you say of yourself, and what you sign in with */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Me"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change your name, language or password */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description null: as the browser asks
                         * @enum {string|null}
                         */
                        language?: "en" | "ru" | null;
                        name?: string;
                        /** @description Signs you out everywhere else. `old` is left out by whoever has none yet */
                        password?: {
                            new: string;
                            old?: string;
                        };
                    };
                };
            };
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Me"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/v1/me/external-login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Join your account at the identity provider: the address to go to, at this browser */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            url: string;
                        };
                    };
                };
            };
        };
        /** Part from your account at the identity provider; may be repeated, and needs a password */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": null;
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/memberships/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Leave an account, whatever you may do there; it keeps an owner, and all that was recorded
         * @description Ends every session and token of yours that looks at it. A browser that asks looks at another account of yours afterwards, or is signed out where there is none.
         */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": null;
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the browsers that you are signed in at */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            sessions: components["schemas"]["Session"][];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** Sign out of all other browsers and clients */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": null;
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Sign one of your browsers out */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": null;
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/telegram": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Part from your account of Telegram; may be repeated */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": null;
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/telegram-code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make a code that joins your account of Telegram: write /link and the code to the bot */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Name of the bot, without @ */
                            bot: string;
                            /** @description Works once */
                            code: string;
                            /** Format: date-time */
                            expires_at: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List who belongs to this account */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            members: components["schemas"]["Member"][];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End a membership, and with it every session and token that looks at this account */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": null;
                    };
                };
            };
        };
        options?: never;
        head?: never;
        /** Give a member another rank; an account keeps an owner */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description What they may do: each may what those before may, and more
                         * @enum {string}
                         */
                        rank: "viewer" | "member" | "manager" | "owner";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Member"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/v1/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the speech models that a transcription may name */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["OpenaiError"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["OpenaiError"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["Model"][];
                            /** @enum {string} */
                            object: "list";
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get one speech model */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["OpenaiError"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["OpenaiError"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Model"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/catalogue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the models that this server has or could bring */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            models: components["schemas"]["CatalogueModel"][];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/pull": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Bring a model of the catalogue into the folder of this server
         * @description `GET /v1/models/catalogue` tells how far it is. Asking twice makes one download.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @example whisper-tiny */
                        name: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ModelPull"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/pull/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Break the download of a model off; what has come is kept for the next time */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": null;
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/queue/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How deep the queue was, oldest first */
        get: {
            parameters: {
                query?: {
                    hours?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description That each point stands for; of them the deepest counts */
                            minutes: number;
                            points: {
                                /** Format: date-time */
                                at: string;
                                /** @description Tasks in work */
                                running: number;
                                /** @description Tasks that waited, of all accounts */
                                waiting: number;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recordings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List recordings, those of a folder, with a tag, … */
        get: {
            parameters: {
                query?: {
                    /** @description `next_cursor` of the page before, in the same order */
                    cursor?: string;
                    /** @description Id of a folder: with those below it; `none`: in no folder */
                    folder?: string;
                    /** @description Came in at this time or later */
                    from?: string;
                    limit?: number;
                    /** @description Stands in the file name */
                    name?: string;
                    sort?: "newest" | "oldest" | "name";
                    state?: "queued" | "running" | "succeeded" | "failed" | "cancelled";
                    tag?: string;
                    /** @description Came in before this time */
                    to?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Null on the last page */
                            next_cursor: string | null;
                            recordings: components["schemas"]["Recording"][];
                        };
                    };
                };
            };
        };
        put?: never;
        /**
         * Send a recording in
         * @description The body is a multipart form with one file and the options as fields, or the bytes themselves with the options in the query. It is judged by its content, not by its name or type. The name of a raw body is given by `file_name`, `X-File-Name` or `Content-Disposition`.
         */
        post: {
            parameters: {
                query?: {
                    /** @description Each channel is one speaker, as in recorded calls */
                    by_channel?: "0" | "1" | "true" | "false";
                    /** @description Told, signed, when the recording ends: an http(s) address that everybody can reach */
                    callback_url?: string;
                    /** @description Whether to say who speaks */
                    diarize?: "0" | "1" | "true" | "false";
                    /** @description Speech engine; without it, or with `auto`, the best one that is there */
                    engine?: string;
                    /** @description Name of the file, for a raw body */
                    file_name?: string;
                    /** @description Words that are likely to be said, with commas or line breaks between; may be given several times. 200 at most, of 100 characters. Those of `PUT /v1/vocabulary` come on top */
                    hot_words?: string | string[];
                    /** @description Code or name of the spoken language, or `auto` */
                    language?: string;
                    /** @description So many people speak at most */
                    max_speakers?: number;
                    /** @description So many people speak at least */
                    min_speakers?: number;
                    /** @description Speech model of the engine */
                    model?: string;
                    /** @description Higher goes first; 0 without it */
                    priority?: number;
                    /** @description What to make of the recording */
                    recipe?: string;
                    /** @description How many people speak: they are told apart */
                    speakers?: number;
                    /** @description How heard words are to be written: JSON, 500 at most */
                    spellings?: string;
                };
                header?: {
                    /** @description The same key with the same request gives the same recording, for 24 hours */
                    "idempotency-key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/octet-stream": string;
                    "multipart/form-data": {
                        /**
                         * @description Each channel is one speaker, as in recorded calls
                         * @enum {string}
                         */
                        by_channel?: "0" | "1" | "true" | "false";
                        /**
                         * @description Told, signed, when the recording ends: an http(s) address that everybody can reach
                         * @example https://example.com/efir
                         */
                        callback_url?: string;
                        /**
                         * @description Whether to say who speaks
                         * @enum {string}
                         */
                        diarize?: "0" | "1" | "true" | "false";
                        /**
                         * @description Speech engine; without it, or with `auto`, the best one that is there
                         * @example auto
                         */
                        engine?: string;
                        /** Format: binary */
                        file: string;
                        /**
                         * @description Words that are likely to be said, with commas or line breaks between; may be given several times. 200 at most, of 100 characters. Those of `PUT /v1/vocabulary` come on top
                         * @example Efir, Kubernetes
                         */
                        hot_words?: string | string[];
                        /**
                         * @description Code or name of the spoken language, or `auto`
                         * @example ru
                         */
                        language?: string;
                        /** @description So many people speak at most */
                        max_speakers?: number;
                        /** @description So many people speak at least */
                        min_speakers?: number;
                        /** @description Speech model of the engine */
                        model?: string;
                        /**
                         * @description Higher goes first; 0 without it
                         * @example 0
                         */
                        priority?: number;
                        /**
                         * @description What to make of the recording
                         * @example transcript
                         */
                        recipe?: string;
                        /** @description How many people speak: they are told apart */
                        speakers?: number;
                        /**
                         * @description How heard words are to be written: JSON, 500 at most
                         * @example [{"heard": "ether", "write": "Efir"}]
                         */
                        spellings?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Recording"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recordings/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get one recording */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Recording"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** Delete a recording with all that was made of it */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": null;
                    };
                };
            };
        };
        options?: never;
        head?: never;
        /** Name a recording otherwise; let one that waits go before others, or after them */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Up to 255 characters; slashes become dashes */
                        file_name?: string;
                        /** @description Of one that waits: higher goes first */
                        priority?: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Recording"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/v1/recordings/{id}/audio": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get the recording as it was sent in, whole or a range of its bytes */
        get: {
            parameters: {
                query?: never;
                header?: {
                    /** @description ETag of an answer that you have: 304 when it still holds */
                    "if-none-match"?: string;
                    /** @description ETag of the bytes that you have: all of them where it is another */
                    "if-range"?: string;
                    range?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The whole recording */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "*/*": string;
                    };
                };
                /** @description The range that was asked for */
                206: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "*/*": string;
                    };
                };
                /** @description Default Response */
                304: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": null;
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recordings/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stop all work on a recording */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Recording"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recordings/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow a recording as server-sent events
         * @description From the first event on, also for those who come late: `state`, `fetching` (from a link: bytes that came), `media`, `segment`, `progress`, `completed`, `revised`. `revised` says that segments which were told before are not as they were (speakers were told apart at the end, or somebody corrected them): get the transcript, which has that version now. `progress` also tells the `place` in the queue and the `seconds_left`; while nothing else happens it comes without an id. The stream ends when the recording has ended, or its listener was signed out or lost access; a listener that has everything gets 204, and its browser stops asking.
         */
        get: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The stream goes on behind this event */
                    "last-event-id"?: number;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The events */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/event-stream": string;
                    };
                };
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": null;
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recordings/{id}/folder": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Put a recording into a folder, or into none */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Id of a folder; null: at the top */
                        folder_id: string | null;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": null;
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recordings/{id}/highlights": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what is marked in a recording, by its time */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            highlights: components["schemas"]["Highlight"][];
                        };
                    };
                };
            };
        };
        put?: never;
        /** Mark a stretch of a recording */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        end: number;
                        /**
                         * @description Up to 5000 characters
                         * @default
                         */
                        note?: string;
                        start: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Highlight"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recordings/{id}/highlights/{highlight}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Delete a highlight */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    highlight: string;
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": null;
                    };
                };
            };
        };
        options?: never;
        head?: never;
        /** Change a highlight */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    highlight: string;
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        end?: number;
                        note?: string;
                        start?: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Highlight"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/v1/recordings/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a failed or cancelled recording again */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Recording"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recordings/{id}/shares": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the links by which a recording is shared */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            shares: components["schemas"]["Share"][];
                        };
                    };
                };
            };
        };
        put?: never;
        /** Share a transcript with people without an account */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description Whether the sound may be heard, too
                         * @default false
                         */
                        audio?: boolean;
                        /** @description Seconds; without it the link works until it is revoked */
                        expires_in?: number;
                        /** @description Without it whoever has the link may read */
                        password?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Whether the sound may be heard, too */
                            audio: boolean;
                            /** @description Who made it; name: null for somebody who belongs to the account no more */
                            by: {
                                /** Format: uuid */
                                id: string;
                                /** @enum {string} */
                                kind: "user" | "key";
                                name: string | null;
                            } | null;
                            /** Format: date-time */
                            created_at: string;
                            /**
                             * Format: date-time
                             * @description Null: it works until it is revoked
                             */
                            expires_at: string | null;
                            has_password: boolean;
                            /** Format: uuid */
                            id: string;
                            /** @description How often it was opened, its password shown where it has one */
                            opened: number;
                            /**
                             * Format: date-time
                             * @description When last
                             */
                            opened_at: string | null;
                            /** @description Of the page that shows it, on this server. It is told this once */
                            path: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recordings/{id}/shares/{share}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revoke a link */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    share: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": null;
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recordings/{id}/speakers/{speaker}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Name a speaker, once for the whole recording */
        patch: {
            parameters: {
                query?: never;
                header?: {
                    /** @description ETag of the transcript that you have seen */
                    "if-match"?: string;
                };
                path: {
                    id: string;
                    speaker: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description Up to 100 characters; null takes the name away
                         * @example Anna
                         */
                        name: string | null;
                        /** @description The version that you have seen: when it is not the newest any more, nothing is changed and the answer is 409 `version-conflict`. The header If-Match with the ETag of the transcript says the same. Without either the change is made to what is there */
                        version?: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            speakers: {
                                /** @description `S1`, `S2`, …, as segments name them */
                                id: string;
                                /** @description What a person called them */
                                name?: string;
                                /** @description Of speech */
                                seconds: number;
                            }[];
                            /** @description Of the transcript, with this change in it */
                            version: number;
                        };
                    };
                };
            };
        };
        trace?: never;
    };
    "/v1/recordings/{id}/speakers/assign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say who speaks in some segments, all in one version */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description ETag of the transcript that you have seen */
                    "if-match"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Indexes of segments */
                        segments: number[];
                        /**
                         * @description Who says them: one of the transcript’s speakers, or null
                         * @example S1
                         */
                        speaker: string | null;
                        /** @description The version that you have seen: when it is not the newest any more, nothing is changed and the answer is 409 `version-conflict`. The header If-Match with the ETag of the transcript says the same. Without either the change is made to what is there */
                        version?: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            speakers: {
                                /** @description `S1`, `S2`, …, as segments name them */
                                id: string;
                                /** @description What a person called them */
                                name?: string;
                                /** @description Of speech */
                                seconds: number;
                            }[];
                            /** @description Of the transcript, with this change in it */
                            version: number;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recordings/{id}/speakers/merge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make one speaker of several
         * @description A new version; going back to the one before brings all of them back.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description ETag of the transcript that you have seen */
                    "if-match"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description Who are nobody of their own
                         * @example [
                         *       "S2"
                         *     ]
                         */
                        from: string[];
                        /**
                         * @description Whose voice it is
                         * @example S1
                         */
                        into: string;
                        /** @description The version that you have seen: when it is not the newest any more, nothing is changed and the answer is 409 `version-conflict`. The header If-Match with the ETag of the transcript says the same. Without either the change is made to what is there */
                        version?: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            speakers: {
                                /** @description `S1`, `S2`, …, as segments name them */
                                id: string;
                                /** @description What a person called them */
                                name?: string;
                                /** @description Of speech */
                                seconds: number;
                            }[];
                            /** @description Of the transcript, with this change in it */
                            version: number;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recordings/{id}/speakers/split": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make a new speaker of some segments of another */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description ETag of the transcript that you have seen */
                    "if-match"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Of the new speaker */
                        name?: string;
                        /** @description Indexes of segments of one speaker, or of nobody */
                        segments: number[];
                        /** @description The version that you have seen: when it is not the newest any more, nothing is changed and the answer is 409 `version-conflict`. The header If-Match with the ETag of the transcript says the same. Without either the change is made to what is there */
                        version?: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            speaker: string;
                            speakers: {
                                /** @description `S1`, `S2`, …, as segments name them */
                                id: string;
                                /** @description What a person called them */
                                name?: string;
                                /** @description Of speech */
                                seconds: number;
                            }[];
                            /** @description Of the transcript, with this change in it */
                            version: number;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recordings/{id}/tags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Give a recording these tags and no others
         * @description One that differs in case from a tag that you have is that tag.
         */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        tags: string[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            tags: string[];
                        };
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recordings/{id}/transcript": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get the transcript of a finished recording */
        get: {
            parameters: {
                query?: {
                    format?: "json" | "txt" | "srt" | "vtt" | "tsv" | "docx";
                    /** @description Whether paragraphs of `txt` begin with their time; `false` where nothing is said */
                    times?: "true" | "false";
                    /** @description A former version; the newest without it */
                    version?: number;
                };
                header?: {
                    /** @description ETag of an answer that you have: 304 when it still holds */
                    "if-none-match"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The transcript */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Transcript"];
                        "application/vnd.openxmlformats-officedocument.wordprocessingml.document": string;
                        "application/x-subrip": string;
                        "text/plain": string;
                        "text/tab-separated-values": string;
                        "text/vtt": string;
                    };
                };
                /** @description Default Response */
                304: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": null;
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recordings/{id}/transcript/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get what was changed behind a version: who did, and the segments as they are now
         * @description Enough to make the newest version of the one that you have, without getting all of it.
         */
        get: {
            parameters: {
                query: {
                    /** @description The version that you have */
                    after: number;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description The oldest first; of more than 200 the newest */
                            changes: components["schemas"]["TranscriptVersion"][];
                            /** @description Those that changed, as they are now */
                            segments: {
                                /** @description Seconds from the start of the recording */
                                end: number;
                                /** @description Place in the transcript, from 0 */
                                index: number;
                                /** @description ISO 639-1 code, where the language of this part is known */
                                language?: string;
                                /** @description `S1`, `S2`, …: an id within the recording, not a name */
                                speaker?: string;
                                /** @description Seconds from the start of the recording */
                                start: number;
                                /** @description A sentence or so */
                                text: string;
                                /**
                                 * @description Speech of which nothing could be made: the text is empty
                                 * @enum {boolean}
                                 */
                                unintelligible?: true;
                                /** @description Empty where the engine gives no times of words */
                                words: {
                                    /** @description How sure the engine is, where it says */
                                    confidence?: number;
                                    /** @description Seconds from the start of the recording */
                                    end: number;
                                    /** @description Seconds from the start of the recording */
                                    start: number;
                                    /** @description With the marks that belong to it */
                                    text: string;
                                }[];
                            }[];
                            /** @description All of them, as they are now */
                            speakers: {
                                /** @description `S1`, `S2`, …, as segments name them */
                                id: string;
                                /** @description What a person called them */
                                name?: string;
                                /** @description Of speech */
                                seconds: number;
                            }[];
                            /** @description Of the transcript, with this change in it */
                            version: number;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recordings/{id}/transcript/revert": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Go back to a former version of a transcript
         * @description A new version that is equal to it; what came between stays in the history.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description ETag of the transcript that you have seen */
                    "if-match"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description The version that is to be had again */
                        version: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Of the transcript, with this change in it */
                            version: number;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recordings/{id}/transcript/segments/{index}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Correct what a segment says, or who says it
         * @description Its times stay. Words that stay keep their times and confidence, also when only their case or the marks around them change; others share the span of those that they replace. Each change makes a new version of the transcript.
         */
        patch: {
            parameters: {
                query?: never;
                header?: {
                    /** @description ETag of the transcript that you have seen */
                    "if-match"?: string;
                };
                path: {
                    id: string;
                    index: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description Somebody listened to it: no word of the segment is doubtful any more, also of those that stay
                         * @default false
                         */
                        certain?: boolean;
                        /**
                         * @description Who said it: one of the transcript’s speakers, or null
                         * @example S1
                         */
                        speaker?: string | null;
                        /** @description What was said, 100,000 characters at most; empty: nothing, the segment stays */
                        text?: string;
                        /** @description The version that you have seen: when it is not the newest any more, nothing is changed and the answer is 409 `version-conflict`. The header If-Match with the ETag of the transcript says the same. Without either the change is made to what is there */
                        version?: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            segment: {
                                /** @description Seconds from the start of the recording */
                                end: number;
                                /** @description Place in the transcript, from 0 */
                                index: number;
                                /** @description ISO 639-1 code, where the language of this part is known */
                                language?: string;
                                /** @description `S1`, `S2`, …: an id within the recording, not a name */
                                speaker?: string;
                                /** @description Seconds from the start of the recording */
                                start: number;
                                /** @description A sentence or so */
                                text: string;
                                /**
                                 * @description Speech of which nothing could be made: the text is empty
                                 * @enum {boolean}
                                 */
                                unintelligible?: true;
                                /** @description Empty where the engine gives no times of words */
                                words: {
                                    /** @description How sure the engine is, where it says */
                                    confidence?: number;
                                    /** @description Seconds from the start of the recording */
                                    end: number;
                                    /** @description Seconds from the start of the recording */
                                    start: number;
                                    /** @description With the marks that belong to it */
                                    text: string;
                                }[];
                            };
                            /** @description Of the transcript, with this change in it */
                            version: number;
                        };
                    };
                };
            };
        };
        trace?: never;
    };
    "/v1/recordings/{id}/transcript/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Undo one change of a transcript, and none that came behind it
         * @description A new version; to undo that one makes the change anew. Where anything of it was changed again since, nothing is undone and the answer is 409 `change-overwritten`.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description ETag of the transcript that you have seen */
                    "if-match"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description The version whose change is to be undone */
                        version: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Of the transcript, with this change in it */
                            version: number;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recordings/{id}/transcript/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the versions of a transcript: who made which, when, and of what */
        get: {
            parameters: {
                query?: {
                    /** @description `next_before` of the page before */
                    before?: number;
                    limit?: number;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            newest: number;
                            /** @description `before` of the next page; null on the last */
                            next_before: number | null;
                            /** @description The newest first */
                            versions: components["schemas"]["TranscriptVersion"][];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recordings/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Do the same with many recordings
         * @description What cannot be done with one of them is told of that one; the others are done.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        action: "delete" | "cancel" | "retry";
                        ids: string[];
                    } | {
                        /** @enum {string} */
                        action: "tag" | "untag";
                        ids: string[];
                        /** @description Up to 50 characters */
                        tag: string;
                    } | {
                        /** @enum {string} */
                        action: "move";
                        /** @description Id of a folder; null: at the top */
                        folder_id: string | null;
                        ids: string[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            outcomes: {
                                /** @description Why nothing was done with this one; null: it was done */
                                error: {
                                    /**
                                     * @description Stable name of what went wrong
                                     * @example media-unrecognised
                                     */
                                    code: string;
                                    /** @description What to do about it */
                                    hint: string;
                                    /** @description What was wrong, in the language of Accept-Language (en, ru) */
                                    message: string;
                                    /** @description Leads to the lines of the log */
                                    request_id: string;
                                } | null;
                                /** Format: uuid */
                                id: string;
                            }[];
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recordings/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Get the transcripts of many recordings in one archive */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @default txt
                         * @enum {string}
                         */
                        format?: "json" | "txt" | "srt" | "vtt" | "tsv" | "docx";
                        ids: string[];
                        /**
                         * @description Whether paragraphs of `txt` begin with their time
                         * @default false
                         */
                        times?: boolean;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description A ZIP archive with a file for each recording. X-Efir-Left-Out says how many have no transcript */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/zip": string;
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recordings/from-link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Have a recording fetched from a link
         * @description The recording is there at once and waits; `fetching` says how much of it has come. What passes by itself is tried again, five times in all. Cancel it to stop fetching, retry it to fetch again.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key with the same request gives the same recording, for 24 hours */
                    "idempotency-key"?: string;
                    /** @description The account that this is meant for; where a session looks at another by now, 409 `tenant-other` is answered */
                    "x-efir-tenant"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description What to call it; else the server may say */
                        file_name?: string;
                        /** @description As those of `POST /v1/recordings` */
                        options?: {
                            /**
                             * @description Each channel is one speaker, as in recorded calls
                             * @enum {string}
                             */
                            by_channel?: "0" | "1" | "true" | "false";
                            /**
                             * @description Told, signed, when the recording ends: an http(s) address that everybody can reach
                             * @example https://example.com/efir
                             */
                            callback_url?: string;
                            /**
                             * @description Whether to say who speaks
                             * @enum {string}
                             */
                            diarize?: "0" | "1" | "true" | "false";
                            /**
                             * @description Speech engine; without it, or with `auto`, the best one that is there
                             * @example auto
                             */
                            engine?: string;
                            /**
                             * @description Words that are likely to be said, with commas or line breaks between; may be given several times. 200 at most, of 100 characters. Those of `PUT /v1/vocabulary` come on top
                             * @example Efir, Kubernetes
                             */
                            hot_words?: string | string[];
                            /**
                             * @description Code or name of the spoken language, or `auto`
                             * @example ru
                             */
                            language?: string;
                            /** @description So many people speak at most */
                            max_speakers?: number;
                            /** @description So many people speak at least */
                            min_speakers?: number;
                            /** @description Speech model of the engine */
                            model?: string;
                            /**
                             * @description Higher goes first; 0 without it
                             * @example 0
                             */
                            priority?: number;
                            /**
                             * @description What to make of the recording
                             * @example transcript
                             */
                            recipe?: string;
                            /** @description How many people speak: they are told apart */
                            speakers?: number;
                            /**
                             * @description How heard words are to be written: JSON, 500 at most
                             * @example [{"heard": "ether", "write": "Efir"}]
                             */
                            spellings?: string;
                        };
                        /**
                         * @description An http(s) address that everybody can reach, of the media file itself
                         * @example https://example.com/talk.mp3
                         */
                        url: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Recording"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/retention": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How long recordings, transcripts and finished tasks are kept */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Retention"];
                    };
                };
            };
        };
        /**
         * Decide how long they are kept; what is over is thrown away within an hour
         * @description Counted from the end of each recording. What was thrown away does not come back.
         */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Days for which recordings are kept; null: for ever */
                        audio_days: number | null;
                        /** @description Days for which finished tasks, and the events of their recordings, are kept; null: for ever */
                        task_days: number | null;
                        /** @description Days for which transcripts are kept; null: for ever */
                        transcript_days: number | null;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Retention"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/retention/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What would be thrown away by such a decision, of what is there now; nothing is */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Days for which recordings are kept; null: for ever */
                        audio_days: number | null;
                        /** @description Days for which finished tasks, and the events of their recordings, are kept; null: for ever */
                        task_days: number | null;
                        /** @description Days for which transcripts are kept; null: for ever */
                        transcript_days: number | null;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ForeseenExpiry"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find words in everything that was said
         * @description Words are compared by their Russian and English stems; ё is е, capitals are small letters. All words have to be in one segment.
         */
        get: {
            parameters: {
                query: {
                    /** @description `next_cursor` of the page before */
                    cursor?: string;
                    /** @description Id of a folder: with those below it; `none`: in no folder */
                    folder?: string;
                    /** @description Came in at this time or later */
                    from?: string;
                    limit?: number;
                    /** @description Stands in the file name */
                    name?: string;
                    /** @description Words in any form, "words in quotes" as they stand, -words that must not be there, OR between words */
                    q: string;
                    state?: "queued" | "running" | "succeeded" | "failed" | "cancelled";
                    tag?: string;
                    /** @description Came in before this time */
                    to?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description The newest recording first, in each as they were said */
                            hits: components["schemas"]["Hit"][];
                            /** @description Null on the last page */
                            next_cursor: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/shares/{secret}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read the transcript that a link shares, without a key */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The last part of the link */
                    secret: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SharedTranscript"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/shares/{secret}/audio": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Hear the recording that a link shares with its sound, without a key */
        get: {
            parameters: {
                query?: never;
                header?: {
                    /** @description ETag of an answer that you have: 304 when it still holds */
                    "if-none-match"?: string;
                    /** @description ETag of the bytes that you have: all of them where it is another */
                    "if-range"?: string;
                    range?: string;
                };
                path: {
                    /** @description The last part of the link */
                    secret: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The whole recording */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "*/*": string;
                    };
                };
                /** @description The range that was asked for */
                206: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "*/*": string;
                    };
                };
                /** @description Default Response */
                304: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": null;
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/shares/{secret}/transcript": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Download the transcript that a link shares, without a key */
        get: {
            parameters: {
                query?: {
                    format?: "json" | "txt" | "srt" | "vtt" | "tsv" | "docx";
                    /** @description Whether paragraphs of `txt` begin with their time */
                    times?: "true" | "false";
                };
                header?: never;
                path: {
                    /** @description The last part of the link */
                    secret: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The transcript */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Transcript"];
                        "application/vnd.openxmlformats-officedocument.wordprocessingml.document": string;
                        "application/x-subrip": string;
                        "text/plain": string;
                        "text/tab-separated-values": string;
                        "text/vtt": string;
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/shares/{secret}/unlock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Show the password of a link
         * @description A cookie says for twelve hours that it was right. Ten wrong ones close the link for a while.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The last part of the link */
                    secret: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        password: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": null;
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List all tags, by name */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            tags: {
                                recordings: number;
                                tag: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tags/{tag}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take a tag off every recording */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    tag: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": null;
                    };
                };
            };
        };
        options?: never;
        head?: never;
        /**
         * Name a tag otherwise, on every recording
         * @description Where there is a tag of the new name, the two become one.
         */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    tag: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Up to 50 characters */
                        name: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            recordings: number;
                        };
                    };
                };
            };
        };
        trace?: never;
    };
    "/v1/tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List tasks: those that were given up with state=dead */
        get: {
            parameters: {
                query?: {
                    /** @description Of the error */
                    code?: string;
                    /** @description `next_cursor` of the page before */
                    cursor?: string;
                    kind?: string;
                    limit?: number;
                    recording_id?: string;
                    sort?: "newest" | "oldest";
                    /** @description One, or several: `state=queued&state=running` */
                    state?: ("waiting" | "queued" | "dispatched" | "running" | "succeeded" | "dead" | "cancelled") | ("waiting" | "queued" | "dispatched" | "running" | "succeeded" | "dead" | "cancelled")[];
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Null on the last page */
                            next_cursor: string | null;
                            tasks: components["schemas"]["Task"][];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tasks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get one task with all its attempts */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            attempts: {
                                /** Format: date-time */
                                created_at: string;
                                error: {
                                    /**
                                     * @description Stable name of what went wrong
                                     * @example media-unrecognised
                                     */
                                    code: string;
                                    /** @description What to do about it */
                                    hint: string;
                                    /** @description What was wrong, in the language of Accept-Language (en, ru) */
                                    message: string;
                                    /** @description Leads to the lines of the log */
                                    request_id: string;
                                } | null;
                                /** Format: date-time */
                                finished_at: string | null;
                                number: number;
                                /** @enum {string} */
                                state: "dispatched" | "running" | "succeeded" | "failed" | "lost" | "stopped";
                                worker_id: string | null;
                            }[];
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            due_at: string;
                            /** @description Of the recording, once a worker has looked */
                            duration: number | null;
                            engine: string | null;
                            /** @description Why it is dead, or waits again */
                            error: {
                                /**
                                 * @description Stable name of what went wrong
                                 * @example media-unrecognised
                                 */
                                code: string;
                                /** @description What to do about it */
                                hint: string;
                                /** @description What was wrong, in the language of Accept-Language (en, ru) */
                                message: string;
                                /** @description Leads to the lines of the log */
                                request_id: string;
                            } | null;
                            /** @description Transient failures since the last piece */
                            failures: number;
                            /** @description Of the recording */
                            file_name: string;
                            /** Format: date-time */
                            finished_at: string | null;
                            /** Format: uuid */
                            id: string;
                            kind: string;
                            /** @description Workers lost since the last piece */
                            losses: number;
                            /** @description Pieces that are stored: they are not computed again */
                            pieces: number;
                            /** @description How many start before it; null when it does not wait */
                            place: number | null;
                            priority: number;
                            /** @description Seconds of the recording that are transcribed */
                            processed: number;
                            /** Format: uuid */
                            recording_id: string;
                            /** @description Of the request that sent the recording in */
                            request_id: string;
                            /** @description Estimate until it is done; null while unknown */
                            seconds_left: number | null;
                            /** @enum {string} */
                            state: "waiting" | "queued" | "dispatched" | "running" | "succeeded" | "dead" | "cancelled";
                            /** @description Who has it, or had it last */
                            worker_id: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Let a task that waits go before others, or after them
         * @description With it go the other steps of its recording that wait.
         */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Higher goes first */
                        priority: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Task"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/v1/tasks/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End a task, and the steps that wait for it */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Task"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tasks/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a dead or cancelled task again, with what it needs */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Task"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tasks/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send many tasks again: by ids, or all that are dead or cancelled */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        ids: string[];
                    } | {
                        /**
                         * @description Of the error
                         * @example worker-lost
                         */
                        code?: string;
                        kind?: string;
                        /**
                         * @default dead
                         * @enum {string}
                         */
                        state?: "dead" | "cancelled";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Those that could not be, and why; at most 100 are named */
                            refused: {
                                code: string;
                                id: string;
                            }[];
                            /** @description Tasks that were sent again */
                            retried: number;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/telegram": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The Telegram bot of the account and how much it is used, in numbers */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description The newest, which works, first */
                            bots: components["schemas"]["TelegramBot"][];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenant": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The account that is asked */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Tenant"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Rename the account */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Tenant"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/v1/uploads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List uploads that are no recordings yet, newest first */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            uploads: components["schemas"]["Upload"][];
                        };
                    };
                };
            };
        };
        put?: never;
        /**
         * Begin an upload that can go on after a break (tus 1.0)
         * @description For any client of [tus](https://tus.io): creation, creation-with-upload, expiration, termination. The recording is made when the last byte is here; `Upload-Recording` tells its id, in the answer to that byte and whenever the upload is asked for. An upload lives for a day after its last byte.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description Bytes of the whole file */
                    "upload-length"?: string;
                    /** @description Pairs of a name and a value in base64: `filename`, and any option of `POST /v1/recordings` */
                    "upload-metadata"?: string;
                    /** @description The account that this is meant for; where a session looks at another by now, 409 `tenant-other` is answered */
                    "x-efir-tenant"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": null;
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/uploads/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Look at an upload, and at what became of it */
        get: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The account that this is meant for; where a session looks at another by now, 409 `tenant-other` is answered */
                    "x-efir-tenant"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Upload"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** Give an upload up; a recording that was made of it stays */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": null;
                    };
                };
            };
        };
        options?: never;
        head?: never;
        /**
         * Send the next bytes of an upload
         * @description What arrived is kept also where the connection breaks off. Of two that send at once the later goes on.
         */
        patch: {
            parameters: {
                query?: never;
                header?: {
                    /** @description Where in the file the body begins */
                    "upload-offset"?: string;
                    /** @description The account that this is meant for; where a session looks at another by now, 409 `tenant-other` is answered */
                    "x-efir-tenant"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": null;
                    };
                };
            };
        };
        trace?: never;
    };
    "/v1/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How much sound the account took in lately
         * @description Through all doors. What failed or was cancelled before anything was heard does not count, nor what was deleted.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Usage"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/vocabulary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The words that are listened for in every recording, and their spelling */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Vocabulary"];
                    };
                };
            };
        };
        /**
         * Decide which words are listened for, and how they are written
         * @description For the recordings that come from now on. Words that a recording’s own request names go first. Of entries that differ in case only the first counts.
         */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description Words that are likely to be said: 200 at most, of 100 characters
                         * @example [
                         *       "Efir"
                         *     ]
                         */
                        hot_words: string[];
                        /**
                         * @description How heard words are to be written: 500 at most
                         * @example [
                         *       {
                         *         "heard": "ether",
                         *         "write": "Efir"
                         *       }
                         *     ]
                         */
                        spellings: {
                            heard: string;
                            write: string;
                        }[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Vocabulary"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/voices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List whose voices are known again */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            voices: components["schemas"]["Voice"][];
                        };
                    };
                };
            };
        };
        put?: never;
        /** Keep what a speaker sounds like, so that recordings to come name them */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description That the person agreed to be known by their voice. Without it nothing is kept
                         * @enum {boolean}
                         */
                        consent: true;
                        /** @description Up to 100 characters */
                        name: string;
                        /**
                         * Format: uuid
                         * @description Whose speakers were told apart
                         */
                        recording_id: string;
                        /**
                         * @description Id of the speaker there
                         * @example S1
                         */
                        speaker: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Voice"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/voices/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Forget a voice at once; speakers keep the names that they got */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": null;
                    };
                };
            };
        };
        options?: never;
        head?: never;
        /** Rename a voice, for recordings from now on */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Up to 100 characters */
                        name: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Voice"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/v1/voices/{id}/samples": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add what the same person sounds like in another recording
         * @description Several samples make a voice surer to be known. One that is there already is not added again.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * Format: uuid
                         * @description Whose speakers were told apart
                         */
                        recording_id: string;
                        /**
                         * @description Id of the speaker there
                         * @example S1
                         */
                        speaker: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Voice"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/voices/{id}/samples/{sample}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take a sample away from a voice */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    sample: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Voice"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List webhooks, newest first */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            webhooks: components["schemas"]["Webhook"][];
                        };
                    };
                };
            };
        };
        put?: never;
        /** Make a webhook */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description What it is told; without it, everything */
                        events?: ("recording.succeeded" | "recording.failed" | "recording.cancelled" | "transcript.revised")[];
                        /** Format: uri */
                        url: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date-time */
                            created_at: string;
                            /** @description What it is told */
                            events: ("recording.succeeded" | "recording.failed" | "recording.cancelled" | "transcript.revised")[];
                            /** @description Deliveries in a row that were given up; with 10 it is paused */
                            failures: number;
                            /** Format: uuid */
                            id: string;
                            /** @description Why it is paused, where nobody asked for it */
                            reason: {
                                /**
                                 * @description Stable name of what went wrong
                                 * @example target-refused
                                 */
                                code: string;
                                /** @description What to do about it */
                                hint: string;
                                /** @description What was wrong, in the language of Accept-Language (en, ru) */
                                message: string;
                            } | null;
                            /**
                             * @description Signs what is sent: shown now and never again
                             * @example whsec_…
                             */
                            secret: string;
                            /**
                             * @description Nothing is sent while it is paused
                             * @enum {string}
                             */
                            state: "active" | "paused";
                            /** Format: uri */
                            url: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get one webhook */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Webhook"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** Delete a webhook with its deliveries; what waits is not sent */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": null;
                    };
                };
            };
        };
        options?: never;
        head?: never;
        /** Change, pause or resume a webhook */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        events?: ("recording.succeeded" | "recording.failed" | "recording.cancelled" | "transcript.revised")[];
                        /**
                         * @description `active` resumes it: what it missed is sent, and its failures are forgotten
                         * @enum {string}
                         */
                        state?: "active" | "paused";
                        /** Format: uri */
                        url?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Webhook"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/v1/webhooks/{id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the deliveries of a webhook, newest first */
        get: {
            parameters: {
                query?: {
                    /** @description `next_cursor` of the page before */
                    cursor?: string;
                    limit?: number;
                    state?: "waiting" | "delivered" | "failed";
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            deliveries: components["schemas"]["Delivery"][];
                            /** @description Null on the last page */
                            next_cursor: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{id}/rotate-secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give a webhook a new secret
         * @description The former secret signs beside the new one for 24 hours.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * @description Signs what is sent: shown now and never again
                             * @example whsec_…
                             */
                            secret: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a webhook the news webhook.test */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Delivery"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/workers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the workers that were heard within the last hour */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            workers: components["schemas"]["Worker"][];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        ApiKey: {
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            expires_at: string | null;
            /** Format: uuid */
            id: string;
            /**
             * Format: date-time
             * @description To the minute
             */
            last_used_at: string | null;
            /** @description Name of who made it; null: a program */
            made_by: string | null;
            name: string;
            /** Format: date-time */
            revoked_at: string | null;
            scopes: ("recordings:read" | "recordings:write" | "webhooks:read" | "webhooks:write" | "keys:write" | "settings:write" | "tasks:write" | "members:read" | "members:write" | "tenant:write")[];
        };
        CatalogueModel: {
            about: string;
            bytes: number;
            installed: boolean;
            /** @enum {string} */
            kind: "recogniser" | "speech-detector" | "speaker-segmentation" | "speaker-embedding";
            /** @description Null where it does not matter */
            languages: string[] | null;
            /** @description Empty for models that the operator brought */
            licence: string;
            name: string;
            /** @description Its latest download since the server began */
            pull: {
                done_bytes: number;
                error: {
                    /**
                     * @description Stable name of what went wrong
                     * @example media-unrecognised
                     */
                    code: string;
                    /** @description What to do about it */
                    hint: string;
                    /** @description What was wrong, in the language of Accept-Language (en, ru) */
                    message: string;
                    /** @description Leads to the lines of the log */
                    request_id: string;
                } | null;
                name: string;
                /** @enum {string} */
                stage: "waiting" | "downloading" | "testing";
                /** @enum {string} */
                state: "pulling" | "done" | "failed" | "cancelled";
                /** @description 0 while it is not known */
                total_bytes: number;
            } | null;
            /** @description Taken where none is named */
            standard: boolean;
        };
        Delivery: {
            /** Format: date-time */
            created_at: string;
            /** @description Why the last try failed */
            error: {
                /**
                 * @description Stable name of what went wrong
                 * @example target-refused
                 */
                code: string;
                /** @description What to do about it */
                hint: string;
                /** @description What was wrong, in the language of Accept-Language (en, ru) */
                message: string;
            } | null;
            /** Format: date-time */
            finished_at: string | null;
            /**
             * Format: uuid
             * @description The header webhook-id of every try
             */
            id: string;
            /** Format: date-time */
            next_try_at: string | null;
            /** Format: uuid */
            recording_id: string | null;
            /** @enum {string} */
            state: "waiting" | "delivered" | "failed";
            /** @description The last answer */
            status: number | null;
            /** @description How often it was sent */
            tries: number;
            /** @example recording.succeeded */
            type: string;
            /** @description Of a callback */
            url: string | null;
            /**
             * Format: uuid
             * @description Null for the callback of a recording
             */
            webhook_id: string | null;
        };
        DeliveryDetail: {
            /** @description What is sent, byte for byte */
            body: string;
            /** Format: date-time */
            created_at: string;
            /** @description Why the last try failed */
            error: {
                /**
                 * @description Stable name of what went wrong
                 * @example target-refused
                 */
                code: string;
                /** @description What to do about it */
                hint: string;
                /** @description What was wrong, in the language of Accept-Language (en, ru) */
                message: string;
            } | null;
            /** Format: date-time */
            finished_at: string | null;
            /**
             * Format: uuid
             * @description The header webhook-id of every try
             */
            id: string;
            /** @description Every try, oldest first */
            log: {
                /** @description The first characters of the answer */
                answer: string | null;
                error: {
                    /**
                     * @description Stable name of what went wrong
                     * @example target-refused
                     */
                    code: string;
                    /** @description What to do about it */
                    hint: string;
                    /** @description What was wrong, in the language of Accept-Language (en, ru) */
                    message: string;
                } | null;
                /** @description Null while it is under way, and when its process died */
                milliseconds: number | null;
                number: number;
                /** Format: date-time */
                started_at: string;
                status: number | null;
            }[];
            /** Format: date-time */
            next_try_at: string | null;
            /** Format: uuid */
            recording_id: string | null;
            /** @enum {string} */
            state: "waiting" | "delivered" | "failed";
            /** @description The last answer */
            status: number | null;
            /** @description How often it was sent */
            tries: number;
            /** @example recording.succeeded */
            type: string;
            /** @description Of a callback */
            url: string | null;
            /**
             * Format: uuid
             * @description Null for the callback of a recording
             */
            webhook_id: string | null;
        };
        Error: {
            error: {
                /**
                 * @description Stable name of what went wrong
                 * @example media-unrecognised
                 */
                code: string;
                /** @description What to do about it */
                hint: string;
                /** @description What was wrong, in the language of Accept-Language (en, ru) */
                message: string;
                /** @description Leads to the lines of the log */
                request_id: string;
            };
        };
        Folder: {
            /** Format: uuid */
            id: string;
            name: string;
            /**
             * Format: uuid
             * @description Null: at the top
             */
            parent_id: string | null;
            /** @description That are in it, those in folders below it aside */
            recordings: number;
        };
        ForeseenExpiry: {
            /** @description Recordings whose sound would go */
            audio: number;
            audio_bytes: number;
            /** @description Recordings whose tasks and events would go */
            histories: number;
            transcripts: number;
        };
        Highlight: {
            /** @description Who made it; name: null for somebody who belongs to the account no more */
            by: {
                /** Format: uuid */
                id: string;
                /** @enum {string} */
                kind: "user" | "key";
                name: string | null;
            } | null;
            /** Format: date-time */
            changed_at: string;
            /** Format: date-time */
            created_at: string;
            end: number;
            /** Format: uuid */
            id: string;
            /** @description May be empty */
            note: string;
            /** @description Seconds of the recording */
            start: number;
        };
        Hit: {
            /** @description Seconds of the recording: the first word that was found */
            at: number;
            end: number;
            recording: {
                /** Format: date-time */
                created_at: string;
                file_name: string;
                /** Format: uuid */
                id: string;
            };
            /** @description Index of the segment */
            segment: number;
            /** @description The text as it stands, around what was found */
            snippet: {
                hit: boolean;
                text: string;
            }[];
            speaker: {
                id: string;
                name: string | null;
            } | null;
            /** @description Seconds of the recording: the segment */
            start: number;
        };
        Invitation: {
            /** Format: date-time */
            created_at: string;
            email: string;
            /** Format: date-time */
            expires_at: string;
            /** Format: uuid */
            id: string;
            /** @description Name of who invites; null: a program */
            invited_by: string | null;
            /**
             * @description What they may do: each may what those before may, and more
             * @enum {string}
             */
            rank: "viewer" | "member" | "manager" | "owner";
        };
        Me: {
            email: string;
            /** @description Accounts at identity providers that are yours */
            external_logins: {
                issuer: string;
                /** Format: date-time */
                since: string;
            }[];
            /** @description False: signs in otherwise */
            has_password: boolean;
            /** Format: uuid */
            id: string;
            /**
             * @description null: as the browser asks
             * @enum {string|null}
             */
            language: "en" | "ru" | null;
            name: string;
            /** @description The bot of this account through which Telegram was joined */
            telegram: {
                bot: string;
                /** Format: date-time */
                since: string;
            } | null;
            /** @description Name of the bot, without @, that POST /v1/me/telegram-code makes codes for */
            telegram_bot: string | null;
        };
        Member: {
            email: string;
            /**
             * Format: uuid
             * @description Of the user
             */
            id: string;
            name: string;
            /**
             * @description What they may do: each may what those before may, and more
             * @enum {string}
             */
            rank: "viewer" | "member" | "manager" | "owner";
            /** Format: date-time */
            since: string;
        };
        Model: {
            created: number;
            id: string;
            /** @enum {string} */
            object: "model";
            owned_by: string;
        };
        ModelPull: {
            done_bytes: number;
            error: {
                /**
                 * @description Stable name of what went wrong
                 * @example media-unrecognised
                 */
                code: string;
                /** @description What to do about it */
                hint: string;
                /** @description What was wrong, in the language of Accept-Language (en, ru) */
                message: string;
                /** @description Leads to the lines of the log */
                request_id: string;
            } | null;
            name: string;
            /** @enum {string} */
            stage: "waiting" | "downloading" | "testing";
            /** @enum {string} */
            state: "pulling" | "done" | "failed" | "cancelled";
            /** @description 0 while it is not known */
            total_bytes: number;
        };
        OpenaiError: {
            error: {
                code: string;
                message: string;
                /** @description The parameter that is at fault */
                param: string | null;
                /** @example invalid_request_error */
                type: string;
            };
        };
        Recording: {
            bytes: number;
            /** Format: date-time */
            created_at: string;
            /** @description Why it failed */
            error: {
                /**
                 * @description Stable name of what went wrong
                 * @example media-unrecognised
                 */
                code: string;
                /** @description What to do about it */
                hint: string;
                /** @description What was wrong, in the language of Accept-Language (en, ru) */
                message: string;
                /** @description Leads to the lines of the log */
                request_id: string;
            } | null;
            /** @description While it is fetched from a link: bytes that have come, and how many were announced */
            fetching: {
                bytes: number;
                total_bytes: number | null;
            } | null;
            file_name: string;
            /** Format: date-time */
            finished_at: string | null;
            /**
             * Format: uuid
             * @description The folder that it is in; null: in none
             */
            folder_id: string | null;
            /** Format: uuid */
            id: string;
            /** @description What the file holds, once a worker has looked */
            media: {
                channels: number;
                codec: string;
                cut?: boolean;
                duration: number;
                duration_estimated?: boolean;
                format: string;
                sample_rate: number;
            } | null;
            options: {
                by_channel?: boolean;
                callback_url?: string;
                diarize?: boolean;
                engine?: string;
                /** @description Of the request and of the account */
                readonly hot_words?: string[];
                language?: string;
                max_speakers?: number;
                min_speakers?: number;
                model?: string;
                priority?: number;
                recipe?: string;
                speakers?: number;
                /** @description Of the request and of the account */
                readonly spellings?: {
                    heard: string;
                    write: string;
                }[];
            };
            /** @description How many start before it; null when it does not wait, or was only just sent in */
            place: number | null;
            /** @description Seconds that are transcribed */
            processed: number;
            /** @description Of the request that sent it in */
            request_id: string;
            /** @description Estimate until it is done; null while unknown */
            seconds_left: number | null;
            /** Format: date-time */
            started_at: string | null;
            /** @enum {string} */
            state: "queued" | "running" | "succeeded" | "failed" | "cancelled";
            tags: string[];
        };
        Retention: {
            /** @description Days for which recordings are kept; null: for ever */
            audio_days: number | null;
            /** @description False while the settings of the installation hold */
            own: boolean;
            /** @description Days for which finished tasks, and the events of their recordings, are kept; null: for ever */
            task_days: number | null;
            /** @description Days for which transcripts are kept; null: for ever */
            transcript_days: number | null;
        };
        Session: {
            address: string;
            /** Format: date-time */
            created_at: string;
            /** @description The one that asks */
            current: boolean;
            /** Format: uuid */
            id: string;
            /**
             * Format: date-time
             * @description To the minute
             */
            seen_at: string;
            user_agent: string;
        };
        SessionFile: {
            bytes: number;
            /** Format: date-time */
            created_at: string;
            /**
             * Format: uuid
             * @description For media.transcribe, together with the session
             */
            file_id: string;
            file_name: string;
        };
        Share: {
            /** @description Whether the sound may be heard, too */
            audio: boolean;
            /** @description Who made it; name: null for somebody who belongs to the account no more */
            by: {
                /** Format: uuid */
                id: string;
                /** @enum {string} */
                kind: "user" | "key";
                name: string | null;
            } | null;
            /** Format: date-time */
            created_at: string;
            /**
             * Format: date-time
             * @description Null: it works until it is revoked
             */
            expires_at: string | null;
            has_password: boolean;
            /** Format: uuid */
            id: string;
            /** @description How often it was opened, its password shown where it has one */
            opened: number;
            /**
             * Format: date-time
             * @description When last
             */
            opened_at: string | null;
        };
        SharedTranscript: {
            /** @description Whether the sound may be heard, too */
            audio: boolean;
            /** Format: date-time */
            created_at: string;
            file_name: string;
            transcript: {
                /** @description Length of the recording in seconds */
                duration: number;
                /** @description ISO 639-1 code of the spoken language */
                language: string;
                /** @description Remarks on the whole: by a code, the values that belong to it, and in words */
                notes: {
                    /** @default {} */
                    args: {
                        [key: string]: string | number;
                    };
                    /** @enum {string} */
                    code: "low-quality-engine" | "engine-fallback" | "diarization-unavailable" | "speaker-count-missed" | "hot-words-unsupported" | "unintelligible-parts" | "several-languages" | "speech-detector-fallback" | "speech-detector-changed" | "single-channel" | "no-speech" | "language-assumed" | "shorter-than-announced" | "end-missing";
                    /** @description The remark in the language of the reader */
                    text?: string;
                }[];
                /**
                 * @description `low` marks the work of an offline fallback: do not rely on it
                 * @enum {string}
                 */
                quality: "full" | "low";
                /** @description In the order of their times */
                segments: {
                    /** @description Seconds from the start of the recording */
                    end: number;
                    /** @description Place in the transcript, from 0 */
                    index: number;
                    /** @description ISO 639-1 code, where the language of this part is known */
                    language?: string;
                    /** @description `S1`, `S2`, …: an id within the recording, not a name */
                    speaker?: string;
                    /** @description Seconds from the start of the recording */
                    start: number;
                    /** @description A sentence or so */
                    text: string;
                    /**
                     * @description Speech of which nothing could be made: the text is empty
                     * @enum {boolean}
                     */
                    unintelligible?: true;
                    /** @description Empty where the engine gives no times of words */
                    words: {
                        /** @description How sure the engine is, where it says */
                        confidence?: number;
                        /** @description Seconds from the start of the recording */
                        end: number;
                        /** @description Seconds from the start of the recording */
                        start: number;
                        /** @description With the marks that belong to it */
                        text: string;
                    }[];
                }[];
                /** @description Who speaks, in the order of their first words, where that was asked for and could be told */
                speakers?: {
                    /** @description `S1`, `S2`, …, as segments name them */
                    id: string;
                    /** @description What a person called them */
                    name?: string;
                    /** @description Of speech */
                    seconds: number;
                }[];
                /** @description All segments, one behind the other */
                text: string;
            };
        };
        SignedIn: {
            /**
             * @description What they may do: each may what those before may, and more
             * @enum {string}
             */
            rank: "viewer" | "member" | "manager" | "owner";
            /** @description What the rank may do */
            scopes: ("recordings:read" | "recordings:write" | "webhooks:read" | "webhooks:write" | "keys:write" | "settings:write" | "tasks:write" | "members:read" | "members:write" | "tenant:write")[];
            /** @description What is looked at now */
            tenant: {
                /** Format: uuid */
                id: string;
                name: string;
            };
            /** @description All accounts that the user belongs to */
            tenants: {
                /** Format: uuid */
                id: string;
                name: string;
                /**
                 * @description What they may do: each may what those before may, and more
                 * @enum {string}
                 */
                rank: "viewer" | "member" | "manager" | "owner";
            }[];
            user: components["schemas"]["User"];
        };
        Task: {
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            due_at: string;
            /** @description Of the recording, once a worker has looked */
            duration: number | null;
            engine: string | null;
            /** @description Why it is dead, or waits again */
            error: {
                /**
                 * @description Stable name of what went wrong
                 * @example media-unrecognised
                 */
                code: string;
                /** @description What to do about it */
                hint: string;
                /** @description What was wrong, in the language of Accept-Language (en, ru) */
                message: string;
                /** @description Leads to the lines of the log */
                request_id: string;
            } | null;
            /** @description Transient failures since the last piece */
            failures: number;
            /** @description Of the recording */
            file_name: string;
            /** Format: date-time */
            finished_at: string | null;
            /** Format: uuid */
            id: string;
            kind: string;
            /** @description Workers lost since the last piece */
            losses: number;
            /** @description Pieces that are stored: they are not computed again */
            pieces: number;
            /** @description How many start before it; null when it does not wait */
            place: number | null;
            priority: number;
            /** @description Seconds of the recording that are transcribed */
            processed: number;
            /** Format: uuid */
            recording_id: string;
            /** @description Of the request that sent the recording in */
            request_id: string;
            /** @description Estimate until it is done; null while unknown */
            seconds_left: number | null;
            /** @enum {string} */
            state: "waiting" | "queued" | "dispatched" | "running" | "succeeded" | "dead" | "cancelled";
            /** @description Who has it, or had it last */
            worker_id: string | null;
        };
        TelegramBot: {
            groups: number;
            private_chats: number;
            /** @description That came through it within 30 days */
            recordings: number;
            /** @description Of sound, within 30 days */
            seconds: number;
            /** Format: date-time */
            since: string;
            /**
             * @description How it stands with Telegram; null: it runs in another process, whose /ready says so
             * @enum {string|null}
             */
            state: "ok" | "degraded" | "failed" | null;
            /** @description Chats that blocked or removed it */
            unreachable: number;
            /** @description Without @ */
            username: string;
            /** @description For how long the oldest message waits; 0: none does */
            waiting_seconds: number;
        };
        Tenant: {
            /** Format: uuid */
            id: string;
            name: string;
        };
        Tokens: {
            /** @description Send it as Authorization: Bearer */
            access_token: string;
            /** @description Seconds */
            expires_in: number;
            /** @description Good for one refreshing; shown again, all tokens of this sign-in end */
            refresh_token: string;
            /** @enum {string} */
            token_type: "Bearer";
        };
        Transcript: {
            /** @description Length of the recording in seconds */
            duration: number;
            /** @description What recognised the speech */
            engine: string;
            /** @description ISO 639-1 code of the spoken language */
            language: string;
            model: string;
            /** @description Remarks on the whole: by a code, the values that belong to it, and in words */
            notes: {
                /** @default {} */
                args: {
                    [key: string]: string | number;
                };
                /** @enum {string} */
                code: "low-quality-engine" | "engine-fallback" | "diarization-unavailable" | "speaker-count-missed" | "hot-words-unsupported" | "unintelligible-parts" | "several-languages" | "speech-detector-fallback" | "speech-detector-changed" | "single-channel" | "no-speech" | "language-assumed" | "shorter-than-announced" | "end-missing";
                /** @description The remark in the language of the reader */
                text?: string;
            }[];
            /**
             * @description `low` marks the work of an offline fallback: do not rely on it
             * @enum {string}
             */
            quality: "full" | "low";
            /** @description In the order of their times */
            segments: {
                /** @description Seconds from the start of the recording */
                end: number;
                /** @description Place in the transcript, from 0 */
                index: number;
                /** @description ISO 639-1 code, where the language of this part is known */
                language?: string;
                /** @description `S1`, `S2`, …: an id within the recording, not a name */
                speaker?: string;
                /** @description Seconds from the start of the recording */
                start: number;
                /** @description A sentence or so */
                text: string;
                /**
                 * @description Speech of which nothing could be made: the text is empty
                 * @enum {boolean}
                 */
                unintelligible?: true;
                /** @description Empty where the engine gives no times of words */
                words: {
                    /** @description How sure the engine is, where it says */
                    confidence?: number;
                    /** @description Seconds from the start of the recording */
                    end: number;
                    /** @description Seconds from the start of the recording */
                    start: number;
                    /** @description With the marks that belong to it */
                    text: string;
                }[];
            }[];
            /** @description Who speaks, in the order of their first words, where that was asked for and could be told */
            speakers?: {
                /** @description `S1`, `S2`, …, as segments name them */
                id: string;
                /** @description What a person called them */
                name?: string;
                /** @description Of speech */
                seconds: number;
            }[];
            /** @description All segments, one behind the other */
            text: string;
            /** @description Grows with each correction and each naming of a speaker, from 1 */
            version?: number;
        };
        Transcription: {
            languages: {
                code: string;
            }[];
            /** @description With `include[]=logprobs`: for each word in place of tokens */
            logprobs?: {
                bytes: number[];
                logprob: number;
                token: string;
            }[];
            /** @description What a reader should know: made by a fallback, speakers not told apart, … */
            notes?: {
                code: string;
                text: string;
            }[];
            text: string;
            usage: {
                /** @description Seconds */
                seconds: number;
                /** @enum {string} */
                type: "duration";
            };
        } | {
            /** @description Seconds */
            duration: number;
            /** @example english */
            language: string;
            /** @description What a reader should know: made by a fallback, speakers not told apart, … */
            notes?: {
                code: string;
                text: string;
            }[];
            segments?: {
                /** @description 0 where the engine tells no confidence */
                avg_logprob: number;
                compression_ratio: number;
                /** @description Seconds */
                end: number;
                id: number;
                no_speech_prob: number;
                seek: number;
                /** @description Seconds */
                start: number;
                temperature: number;
                text: string;
                tokens: number[];
            }[];
            /** @enum {string} */
            task: "transcribe";
            text: string;
            usage: {
                /** @description Seconds */
                seconds: number;
                /** @enum {string} */
                type: "duration";
            };
            words?: {
                /** @description Seconds */
                end: number;
                /** @description Seconds */
                start: number;
                word: string;
            }[];
        } | {
            /** @description Seconds */
            duration: number;
            /** @description What a reader should know: made by a fallback, speakers not told apart, … */
            notes?: {
                code: string;
                text: string;
            }[];
            segments: {
                /** @description Seconds */
                end: number;
                id: string;
                speaker: string;
                /** @description Seconds */
                start: number;
                text: string;
                /** @enum {string} */
                type: "transcript.text.segment";
            }[];
            /** @enum {string} */
            task: "transcribe";
            text: string;
            usage: {
                /** @description Seconds */
                seconds: number;
                /** @enum {string} */
                type: "duration";
            };
        };
        TranscriptVersion: {
            /** @description The key that it was made with; without key and user it was the server itself */
            api_key: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            /** @description Of the first 20 of them; of longer texts the beginning */
            corrections: {
                index: number;
                is: {
                    speaker: string | null;
                    text: string;
                };
                was: {
                    speaker: string | null;
                    text: string;
                };
            }[];
            /** Format: date-time */
            made_at: string;
            /** @description Whom speakers became a part of; null: nobody, they are of their own */
            merges: {
                is: string | null;
                speaker: string;
                was: string | null;
            }[];
            /** @description Names of speakers that changed; null: none */
            names: {
                is: string | null;
                speaker: string;
                was: string | null;
            }[];
            /** @description The version that was gone back to */
            reverted_to: number | null;
            /** @description Segments that changed */
            segments: number[];
            /** @description Speakers who were named, merged into another or split off */
            speakers: string[];
            /** @enum {string} */
            type: "transcribed" | "corrected" | "named" | "merged" | "split" | "reverted" | "undone";
            /** @description The version whose change was undone, and no other */
            undid: number | null;
            /** @description Who made it; name: null for somebody who belongs to the account no more */
            user: {
                /** Format: uuid */
                id: string;
                name: string | null;
            } | null;
            version: number;
        };
        Upload: {
            bytes: number;
            /** Format: date-time */
            created_at: string;
            error: {
                /**
                 * @description Stable name of what went wrong
                 * @example media-unrecognised
                 */
                code: string;
                /** @description What to do about it */
                hint: string;
                /** @description What was wrong, in the language of Accept-Language (en, ru) */
                message: string;
                /** @description Leads to the lines of the log */
                request_id: string;
            } | null;
            /** Format: date-time */
            expires_at: string;
            file_name: string;
            /** Format: uuid */
            id: string;
            /** @description Bytes that are stored, from the first one on */
            received: number;
            /** Format: uuid */
            recording_id: string | null;
            /**
             * @description `open`: bytes are awaited; `whole`: all are here; `taken`: it is a recording; `refused`: it cannot be one
             * @enum {string}
             */
            state: "open" | "whole" | "taken" | "refused";
        };
        Usage: {
            /** @description Seconds of sound that all together may send the Telegram bot within 24 hours; null: any amount */
            bot_quota: {
                limit: number;
                used: number;
            } | null;
            /** @description Within the last 24 hours */
            day: {
                recordings: number;
                /** @description Of their sound, as far as known */
                seconds: number;
            };
            /** @description Within the last 30 days */
            month: {
                recordings: number;
                /** @description Of their sound, as far as known */
                seconds: number;
            };
        };
        User: {
            email: string;
            /** Format: uuid */
            id: string;
            /**
             * @description null: as the browser asks
             * @enum {string|null}
             */
            language: "en" | "ru" | null;
            name: string;
        };
        Vocabulary: {
            hot_words: string[];
            spellings: {
                heard: string;
                write: string;
            }[];
            /** Format: date-time */
            updated_at: string | null;
        };
        Voice: {
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            id: string;
            /** @description Name of who keeps it; null: a program */
            made_by: string | null;
            name: string;
            /** @description Recordings in which it was known again */
            recognised: number;
            /** @description What it is known by, the oldest first */
            samples: {
                /** Format: date-time */
                created_at: string;
                /** Format: uuid */
                id: string;
                /** @description Null once it is deleted: the sample stays */
                recording: {
                    file_name: string;
                    /** Format: uuid */
                    id: string;
                } | null;
                /** @description Of speech */
                seconds: number;
                /** @example S1 */
                speaker: string;
            }[];
        };
        Webhook: {
            /** Format: date-time */
            created_at: string;
            /** @description What it is told */
            events: ("recording.succeeded" | "recording.failed" | "recording.cancelled" | "transcript.revised")[];
            /** @description Deliveries in a row that were given up; with 10 it is paused */
            failures: number;
            /** Format: uuid */
            id: string;
            /** @description Why it is paused, where nobody asked for it */
            reason: {
                /**
                 * @description Stable name of what went wrong
                 * @example target-refused
                 */
                code: string;
                /** @description What to do about it */
                hint: string;
                /** @description What was wrong, in the language of Accept-Language (en, ru) */
                message: string;
            } | null;
            /**
             * @description Nothing is sent while it is paused
             * @enum {string}
             */
            state: "active" | "paused";
            /** Format: uri */
            url: string;
        };
        Worker: {
            engine: string;
            id: string;
            /** @description That it takes where none is asked for; empty while it has none */
            model: string;
            /** @description Heard so lately that it gets tasks */
            present: boolean;
            /** @description What it takes tasks from */
            queues: string[];
            /** @description Tasks that it has, of all accounts */
            running: number;
            /** Format: date-time */
            seen_at: string;
            /** @description Tasks that it takes at once */
            slots: number;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
