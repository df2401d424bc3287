// Asks the server; what comes of it arrives as an event.

export async function post(path, body = {}) {
  const answer = await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(await answer.text());
}

export const got = (path) => fetch(path).then((answer) => answer.json());
