package dev.sarraf.openapi;

import java.util.List;
import java.util.Optional;

/// One value of a request or an answer, as readers are told of it.
///
/// @param name its path from the top: `lineItems[].quantity`
/// @param kind what it is, in words: `list of Refund, or null`
/// @param rules what bounds it, in words
/// @param note whether it has to be there, in a word; empty where that needs no saying
/// @param target the address of what explains its kind
public record Field(
        String name, String kind, List<String> rules, String note, Optional<String> target, Prose meaning) {}
