// Acts in the sandbox as a person or a tester: the interface at /sandbox.

/** Answers the JSON; throws an error with the sentence of the refusal. */
export async function act(method, path, body) {
  const isForm = body instanceof FormData;
  const headers = body === undefined || isForm ? {} : { 'content-type': 'application/json' };
  const content = body === undefined || isForm ? body : JSON.stringify(body);
  const answer = await fetch(`sandbox${path}`, {
    method,
    headers,
    ...(content === undefined ? {} : { body: content }),
  });
  const told = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(told.error ?? `${answer.status}`);
  return told;
}

export const look = (path) => act('GET', path);

/** A line that fades, or a window that has to be closed. */
export function tell(text, alert = false) {
  if (alert) {
    document.getElementById('alert-text').textContent = text;
    return document.getElementById('alert').showModal();
  }
  const toast = document.getElementById('toast');
  toast.textContent = text;
  toast.classList.add('shown');
  clearTimeout(tell.timer);
  tell.timer = setTimeout(() => toast.classList.remove('shown'), 4000);
}

/** Runs what a press of something brings about; a refusal is told. */
export async function attempt(work) {
  try {
    return await work();
  } catch (thrown) {
    tell(thrown.message);
    return undefined;
  }
}

/** An element with properties and children; text stays text. */
export function make(name, properties = {}, ...children) {
  const element = document.createElement(name);
  const { data = {}, label, ...rest } = properties;
  Object.assign(element, rest);
  Object.assign(element.dataset, data);
  if (label !== undefined) element.setAttribute('aria-label', label);
  element.append(...children.filter((child) => child !== undefined));
  return element;
}
