package dev.sarraf.page;

import java.util.Map;

/// What a form shows again of what was typed, after it was not taken.
///
/// @param answers by the ids of the questions; empty where the form was not sent
record Kept(CardForm.Kept card, Map<String, String> answers) {
    static final Kept NOTHING = new Kept(CardForm.Kept.NOTHING, Map.of());
}
