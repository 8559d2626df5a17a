"""Validates BPMN and DMN files against the OMG's schemas, which SpiffWorkflow brings along. Reads a JSON list of paths from
standard input, writes a JSON object of path → list of complaints."""

import json
import os
import sys

import SpiffWorkflow
from lxml import etree

HERE = os.path.dirname(SpiffWorkflow.__file__)
BPMN = os.path.join(HERE, "bpmn", "parser", "schema", "BPMN20.xsd")
DMN = os.path.join(HERE, "dmn", "parser", "schema", "DMN13.xsd")


def main():
    schemas = {}
    found = {}
    for path in json.load(sys.stdin):
        schema = DMN if path.endswith(".dmn") else BPMN
        if schema not in schemas:
            schemas[schema] = etree.XMLSchema(etree.parse(schema))
        validator = schemas[schema]
        validator.validate(etree.parse(path))
        found[path] = [f"line {error.line}: {error.message}" for error in validator.error_log]
    json.dump(found, sys.stdout)


main()
