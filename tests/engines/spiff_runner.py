"""Runs exported processes on SpiffWorkflow. Reads a list of {file, process, scenario, keys, boundary} as JSON from standard
input, writes a list of {visited} or {error} as JSON. Knows conditions in JUEL's spelling, people and services by the scenario;
`keys` are what the scenario calls the elements, `boundary` the ids of boundary events."""

import json
import re
import sys

from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine
from SpiffWorkflow.util.task import TaskState


class Conditions(PythonScriptEngine):
    """Conditions as they stand in exported files: `${complete == true}` or plain."""

    def evaluate(self, task, expression, external_context=None):
        text = re.sub(r"^[$#]\{(.*)\}$", r"\1", expression.strip(), flags=re.S)
        text = text.replace("&&", " and ").replace("||", " or ")
        text = re.sub(r"!(?!=)", " not ", text)
        for word, python in (("true", "True"), ("false", "False"), ("null", "None")):
            text = re.sub(rf"\b{word}\b", python, text)
        if re.fullmatch(r"\s*(R\d*/)?P[0-9TPDHMSWY./-]+\s*|\s*\d{4}-\d\d-\d\d\S*\s*", text):
            return text.strip()
        return super().evaluate(task, text, external_context)


def run(job):
    parser = BpmnParser()
    parser.add_bpmn_file(job["file"])
    spec = parser.get_spec(job["process"])
    workflow = BpmnWorkflow(spec, parser.get_subprocess_specs(job["process"]), script_engine=Conditions())
    scenario = job["scenario"]
    workflow.data.update(scenario.get("start", {}))
    for task in workflow.get_tasks(state=TaskState.READY):
        task.data.update(scenario.get("start", {}))
    events = list(scenario.get("events", []))
    visits = {}
    for _ in range(1000):
        workflow.do_engine_steps()
        if workflow.is_completed():
            break
        open_ = [task for task in workflow.get_tasks(state=TaskState.WAITING | TaskState.READY | TaskState.STARTED)
                 if task.task_spec.bpmn_id in job["keys"] and not hasattr(task.task_spec, "spec")]
        ids = [task.task_spec.bpmn_id for task in open_]
        if events and events[0] in ids:
            task = open_[ids.index(events.pop(0))]
        else:
            rest = [task for task, i in zip(open_, ids) if i not in job["boundary"] and i not in events]
            if not rest:
                raise RuntimeError("stuck at " + str([(t.task_spec.name, t.state) for t in workflow.get_tasks(state=TaskState.NOT_FINISHED_MASK)]))
            task = rest[0]
        key = job["keys"][task.task_spec.bpmn_id]
        answers = scenario.get("answers", {}).get(key, [])
        visit = visits.get(key, 0)
        visits[key] = visit + 1
        if answers:
            task.data.update(answers[min(visit, len(answers) - 1)])
        if task.state == TaskState.WAITING:
            # A timer or a message: the test lets it be over.
            task._ready()
            task.run() if task.state == TaskState.READY else None
            if task.state == TaskState.WAITING:
                task.complete()
        else:
            task.run()
            if task.state == TaskState.STARTED:
                task.complete()
    else:
        raise RuntimeError("did not end")
    return sorted({task.task_spec.bpmn_id for task in workflow.get_tasks(state=TaskState.COMPLETED)} - {None})


def main():
    done = []
    for job in json.load(sys.stdin):
        try:
            done.append({"visited": run(job)})
        except Exception as error:
            done.append({"error": f"{type(error).__name__}: {error}"})
    json.dump(done, sys.stdout)


main()
