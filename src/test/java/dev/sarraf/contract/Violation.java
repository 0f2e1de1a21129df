package dev.sarraf.contract;

import tools.jackson.databind.JsonNode;

/// A value that breaks one rule and no other, and what the document says comes of it.
///
/// @param value the whole body, or the query parameter's value as a text
/// @param param the parameter that is to be named; empty where none is
record Violation(Constraint constraint, JsonNode value, String code, String param) {}
