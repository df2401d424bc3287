// Posts a request to the server; its result arrives as an event. A refusal is shown on the page, not thrown.

let refused = () => {};

export function onRefusal(tell) {
  refused = tell;
}

export async function post(path, body = {}) {
  const headers = { "Content-Type": "application/json" };
  try {
    const answer = await fetch(path, { method: "POST", headers, body: JSON.stringify(body) });
    if (!answer.ok) refused(await answer.text());
  } catch {
    refused("Демонстрация не отвечает: запущена ли она?");
  }
}

export const got = (path) => fetch(path).then((answer) => answer.json());
