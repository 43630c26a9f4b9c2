// Reads {"url", "options", "messages": [{"topic", "payload"}]} from standard input, publishes one after another with QoS 1
// and writes the reason code of each acknowledgement as a line.
import { text } from 'node:stream/consumers'
import mqtt from 'mqtt'

const { url, options, messages } = JSON.parse(await text(process.stdin))
const client = await mqtt.connectAsync(url, { ...options, reconnectPeriod: 0 })
for (const { topic, payload } of messages) {
  const reason = await new Promise(answered =>
    client.publish(topic, payload, { qos: 1 }, (error, ack) => answered(error ? error.code ?? error.message : ack?.reasonCode ?? 0)))
  console.log(JSON.stringify(reason))
}
await client.endAsync()
