package dev.sarraf.page;

/// Something that a customer wanted to change of what they buy, and could not.
///
/// @param field the id of the field
/// @param text why
/// @param typed what was typed into it
record Unmade(String field, String text, String typed) {
    private static final int LONGEST = 100;

    /// More than anybody types is not shown again.
    static Unmade at(String field, String text, String typed) {
        return new Unmade(field, text, typed.length() > LONGEST ? "" : typed);
    }
}
