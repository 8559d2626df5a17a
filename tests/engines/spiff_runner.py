"""Runs one exported process on SpiffWorkflow. Reads {file, process, scenario, names} as JSON from standard input, writes
the ids of the visited elements as JSON. Knows conditions in JUEL's spelling, people and services by the scenario."""

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
        text = re.sub(r"\btrue\b", "True", re.sub(r"\bfalse\b", "False", text))
        if re.fullmatch(r"\s*[PR][0-9TPDHMSWY./-]+\s*", text):
            return text.strip()
        return super().evaluate(task, text, external_context)


def main():
    job = json.load(sys.stdin)
    parser = BpmnParser()
    parser.add_bpmn_file(job["file"])
    spec = parser.get_spec(job["process"])
    workflow = BpmnWorkflow(spec, script_engine=Conditions())
    workflow.data.update(job["scenario"].get("variables", {}))
    visits = {}
    for _ in range(1000):
        workflow.do_engine_steps()
        if workflow.is_completed():
            break
        waiting = [task for task in workflow.get_tasks(state=TaskState.WAITING | TaskState.READY | TaskState.STARTED)
                   if task.task_spec.bpmn_id in job["names"]]
        if not waiting:
            sys.exit("stuck at " + str([(t.task_spec.name, t.state) for t in workflow.get_tasks(state=TaskState.NOT_FINISHED_MASK)]))
        task = waiting[0]
        name = job["names"][task.task_spec.bpmn_id]
        answers = job["scenario"].get("answers", {}).get(name, [])
        visit = visits.get(name, 0)
        visits[name] = visit + 1
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
        sys.exit("did not end")
    done = {task.task_spec.bpmn_id for task in workflow.get_tasks(state=TaskState.COMPLETED)}
    json.dump(sorted(i for i in done if i), sys.stdout)


main()
