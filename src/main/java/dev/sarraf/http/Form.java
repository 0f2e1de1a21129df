package dev.sarraf.http;

import java.util.HashMap;
import java.util.Map;

/// What a browser sent with a form. A field that was not sent reads as empty text, as one that was left empty does.
public final class Form {
    private final Map<String, String> values;

    Form(Map<String, String> values) {
        this.values = new HashMap<>(values);
    }

    public String text(String name) {
        return values.getOrDefault(name, "");
    }

    /// Card numbers pass through here.
    @Override
    public String toString() {
        return "Form" + values.keySet();
    }
}
