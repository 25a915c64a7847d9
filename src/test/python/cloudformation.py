"""Evaluates a template translated by SAM, as CloudFormation does with given parameters."""

import logging
import os
import re
from graphlib import TopologicalSorter
from pathlib import Path

from samtranslator.translator.transform import transform
from samtranslator.yaml_helper import yaml_parse

# SAM warns about its own metrics, which are not collected here.
logging.getLogger("samtranslator.metrics.metrics").setLevel(logging.ERROR)

NO_VALUE = object()

# The account and the ID are from AWS's examples.
PSEUDO_PARAMETERS = {
    "AWS::AccountId": "123456789012",
    "AWS::NoValue": NO_VALUE,
    "AWS::Partition": "aws",
    "AWS::Region": "eu-central-1",
    "AWS::StackId": "arn:aws:cloudformation:eu-central-1:123456789012:stack/Pictures/"
    "51af3dc0-da77-11e4-872e-1234567db123",
    "AWS::StackName": "Pictures",
    "AWS::URLSuffix": "amazonaws.com",
}


class NoManagedPolicies:
    """Stands in for AWS, which SAM asks for managed policies by name; the template uses none."""

    def load(self):
        return {}


def read(path):
    return yaml_parse(Path(path).read_text(encoding="utf-8"))


def translate(template, parameters):
    """Translates a template with SAM, as after the upload by sam package."""
    for resource in template["Resources"].values():
        if "CodeUri" in resource.get("Properties", {}):
            resource["Properties"]["CodeUri"] = "s3://packages/snaplabel.zip"
    # SAM derives the partition from the region, and fails without one.
    os.environ.setdefault("AWS_DEFAULT_REGION", PSEUDO_PARAMETERS["AWS::Region"])
    return transform(template, parameters, NoManagedPolicies())


class Stack:
    """
    The resources and outputs that are left when conditions are decided; a reference to a resource
    is the text <Name> or <Name.Attribute>.
    """

    def __init__(self, template, parameters, pseudo_parameters=None):
        self.template = template
        self.values = PSEUDO_PARAMETERS | (pseudo_parameters or {})
        self.values |= {
            name: parameters.get(name, parameter.get("Default"))
            for name, parameter in template["Parameters"].items()
        }
        self.used = set()
        self.resources, self.references = {}, {}
        for name, resource in template["Resources"].items():
            if self._holds(resource):
                self.used = set()
                self.resources[name] = self.evaluate(resource)
                depends = resource.get("DependsOn", [])
                self.references[name] = self.used | (
                    {depends} if isinstance(depends, str) else set(depends)
                )
        self.used = set()
        self.outputs = {
            name: self.evaluate(output["Value"])
            for name, output in template.get("Outputs", {}).items()
            if self._holds(output)
        }
        self.references["Outputs"] = self.used

    def of_type(self, kind):
        return {n: r["Properties"] for n, r in self.resources.items() if r["Type"] == kind}

    def dangling(self):
        """Returns references to resources that do not exist with these parameters."""
        known = self.resources.keys() | self.values.keys()
        return {n: sorted(refs - known) for n, refs in self.references.items() if refs - known}

    def order(self):
        """Returns an order in which resources can be created; raises CycleError if there is none."""
        graph = {n: refs & self.resources.keys() for n, refs in self.references.items()}
        return list(TopologicalSorter(graph).static_order())

    def _holds(self, thing):
        return "Condition" not in thing or self._condition(thing["Condition"])

    def _condition(self, name):
        return self.evaluate(self.template["Conditions"][name])

    def evaluate(self, value):
        if isinstance(value, list):
            return [v for v in map(self.evaluate, value) if v is not NO_VALUE]
        if not isinstance(value, dict):
            return value
        if len(value) == 1:
            [(function, argument)] = value.items()
            if function == "Ref":
                return self._reference(argument)
            if function == "Condition" and isinstance(argument, str):
                return self._condition(argument)
            if function.startswith("Fn::"):
                return getattr(self, "_" + function[4:].lower())(argument)
        evaluated = {key: self.evaluate(v) for key, v in value.items()}
        return {key: v for key, v in evaluated.items() if v is not NO_VALUE}

    def _reference(self, name):
        self.used.add(name.partition(".")[0])
        return self.values.get(name, f"<{name}>")

    def _getatt(self, argument):
        return self._reference(argument if isinstance(argument, str) else ".".join(argument))

    def _if(self, argument):
        condition, then, otherwise = argument
        return self.evaluate(then if self._condition(condition) else otherwise)

    def _equals(self, argument):
        left, right = map(self.evaluate, argument)
        return str(left) == str(right)

    def _not(self, argument):
        return not self.evaluate(argument[0])

    def _or(self, argument):
        return any(map(self.evaluate, argument))

    def _and(self, argument):
        return all(map(self.evaluate, argument))

    def _select(self, argument):
        index, values = argument
        return self.evaluate(values)[int(index)]

    def _split(self, argument):
        separator, text = argument
        return self.evaluate(text).split(separator)

    def _join(self, argument):
        separator, values = argument
        return separator.join(map(str, self.evaluate(values)))

    def _findinmap(self, argument):
        name, first, second = map(self.evaluate, argument)
        return self.template["Mappings"][name][str(first)][second]

    def _sub(self, argument):
        text, own = (argument, {}) if isinstance(argument, str) else argument
        own = {name: self.evaluate(value) for name, value in own.items()}
        return re.sub(
            r"\$\{([^!}][^}]*)\}",
            lambda match: str(own[match[1]] if match[1] in own else self._reference(match[1])),
            text,
        )
