package dev.sarraf.page;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A webhook that came to the built-in receiver.
///
/// @param event the event's id, where one can be read
/// @param type the event's type, where one can be read
/// @param repeated whether an event with this id came before
/// @param body the beginning of what came
public record Arrival(
        Instant at,
        Optional<String> event,
        Optional<String> type,
        boolean repeated,
        Finding finding,
        String signature,
        String body) {
    /// Most events have less. So many are kept that whole ones of any size would take too much memory.
    static final int MAX_SHOWN = 16 * 1024;

    private static final Pattern EVENT = Pattern.compile("\"(evt_(?:test|live)_[0-9A-Za-z]{24})\"");
    private static final Pattern TYPE = Pattern.compile("\"type\"\\s{0,8}:\\s{0,8}\"([a-z_]+(?:\\.[a-z_]+)+)\"");

    /// What came, as far as it can be read: a body that is cut off or was written anew is one to be shown too.
    static Arrival read(Instant at, byte[] body, Optional<String> signature, Finding finding) {
        var text = new String(body, StandardCharsets.UTF_8);
        return new Arrival(
                at,
                first(EVENT, text),
                first(TYPE, text),
                false,
                finding,
                signature.orElse(""),
                text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "…");
    }

    Arrival again() {
        return new Arrival(at, event, type, true, finding, signature, body);
    }

    /// To the second, which is what a signature tells.
    public String time() {
        return at.toString().substring(11, 19);
    }

    private static Optional<String> first(Pattern pattern, String text) {
        return Optional.of(pattern.matcher(text)).filter(Matcher::find).map(found -> found.group(1));
    }
}
