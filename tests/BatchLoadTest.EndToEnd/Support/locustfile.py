"""Sends the requests that the test asks for, one after the other, and tells what it has measured.

Environment: REQUESTS is a JSON array of [method, name, path]; MEASURED is the file for what was measured.
"""

import json
import os

import gevent
import locust.stats
from locust import HttpUser, constant, events, task

# Else a run of seconds ends before its history is on the disk.
locust.stats.CSV_STATS_FLUSH_INTERVAL_SEC = 0

# The CSV files are written once a second: what came after the last time would be missing.
CSV_INTERVALS = 2.5

measured = []


@events.init.add_listener
def on_init(environment, **_):
    # Registered after Locust's own listener, which has counted the request when this one is called.
    @environment.events.request.add_listener
    def on_request(request_type, name, response_time, response_length, exception, **_):
        entry = environment.stats.get(name, request_type)
        measured.append(
            {
                "method": request_type,
                "name": name,
                "milliseconds": response_time,
                "bytes": response_length,
                "failed": exception is not None,
                "at": entry.last_request_timestamp,
            }
        )

    # What "locust --json" prints in versions that have it.
    @environment.events.quitting.add_listener
    def on_quitting(environment, **_):
        stats = environment.stats
        with open(os.environ["MEASURED"], "w") as file:
            json.dump(
                {
                    "requests": measured,
                    "started": stats.start_time,
                    "ended": stats.last_request_timestamp,
                    "json": [entry.serialize() for entry in stats.entries.values()],
                },
                file,
            )


class Sender(HttpUser):
    wait_time = constant(0)

    @task
    def send_all(self):
        for method, name, path in json.loads(os.environ["REQUESTS"]):
            self.client.request(method, path, name=name)
        gevent.sleep(CSV_INTERVALS)
        self.environment.runner.quit()
