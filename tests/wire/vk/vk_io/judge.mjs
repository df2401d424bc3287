// vk-io, another's client of VK, at the fake VK: everything it gets is told as one line of JSON.
// node judge.mjs ADDRESS TOKEN GROUP
import { Agent } from "node:http";
import { VK, Keyboard } from "vk-io";

const [address, token, group] = process.argv.slice(2);
const agent = new Agent(); // its own is for https
const vk = new VK({
  token, agent, apiBaseUrl: `${address}/method`, pollingGroupId: Number(group), apiRetryLimit: 0, apiMode: "sequential",
});
const told = {};

const keyboard = Keyboard.builder().callbackButton({ label: "Готово", payload: { p: "v1:done" } }).inline();
told.sent = await vk.api.messages.send({ peer_ids: [1, 2], random_id: 7, message: "Ёлка", keyboard });
told.again = await vk.api.messages.send({ peer_ids: [1, 2], random_id: 7, message: "Ёлка", keyboard });
told.refused = await vk.api.messages.send({ peer_id: 1, random_id: 8, message: "" }).catch((error) => error.code);
told.executed = await vk.api.execute({ code: 'return [API.messages.send({"peer_ids":"1","random_id":9,"message":"да"})];' });
const picture = { value: Buffer.from("89504e470d0a1a0a", "hex"), filename: "Класс.png", contentType: "image/png" };
told.picture = String(await vk.upload.messagePhoto({ peer_id: 1, source: picture }));
const paper = { value: Buffer.from("%PDF-"), filename: "Приказ.pdf", contentType: "application/pdf" };
told.document = String(await vk.upload.messageDocument({ peer_id: 1, source: paper, title: "Приказ.pdf" }));

Object.assign(told, { messages: [], attached: [], pressed: [] });
await new Promise((resolve, reject) => {
  const whole = () => told.messages.length === 2 && told.pressed.length === 1 && resolve();
  vk.updates.on("message_new", (context) => {
    told.messages.push({ text: context.text ?? "", payload: context.messagePayload ?? null, ref: context.referralValue ?? null });
    told.attached.push(...context.attachments.map(String));
    whole();
  });
  vk.updates.on("message_event", async (context) => {
    await context.answer();
    told.pressed.push(context.eventPayload);
    whole();
  });
  vk.updates.startPolling().catch(reject);
});
await vk.updates.stop();
console.log(JSON.stringify(told));
