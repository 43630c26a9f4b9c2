# Reads {"port", "protocol", "filter", "messages": [{"topic", "payload", "qos"}]} from standard input, subscribes with QoS 2, publishes one
# after another and writes each message that comes back as one line "topic qos payload".
import json
import sys
import threading

import paho.mqtt.client as mqtt

task = json.load(sys.stdin)
subscribed = threading.Event()
everything = threading.Event()
left = len(task["messages"])


def on_message(client, _, message):
    global left
    print(message.topic, message.qos, message.payload.decode().replace("\n", " "), flush=True)
    left -= 1
    if left == 0:
        everything.set()


client = mqtt.Client(client_id="", protocol=mqtt.MQTTv5 if task["protocol"] == 5 else mqtt.MQTTv311)
client.on_subscribe = lambda *_: subscribed.set()
client.on_message = on_message
client.connect("127.0.0.1", task["port"], keepalive=30)
client.loop_start()
client.subscribe(task["filter"], qos=2)
if not subscribed.wait(20):
    sys.exit("no SUBACK")
for message in task["messages"]:
    client.publish(message["topic"], message["payload"], qos=message["qos"]).wait_for_publish(20)
if not everything.wait(20):
    sys.exit("not everything came back")
client.disconnect()
client.loop_stop()
