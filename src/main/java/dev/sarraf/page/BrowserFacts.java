package dev.sarraf.page;

import dev.sarraf.http.Call;
import dev.sarraf.processors.AuthenticationOrder.Browser;
import java.util.List;
import java.util.function.UnaryOperator;

/// Reads what 3-D Secure wants to know of the browser from the headers and from the fields that the script fills.
///
/// Nothing depends on them being true, so what is missing or odd becomes a usual value instead of a fault.
final class BrowserFacts {
    /// EMV 3-D Secure allows these depths alone; a browser that reports 30 is sent as 24.
    private static final List<Integer> COLOR_DEPTHS = List.of(48, 32, 24, 16, 15, 8, 4, 1);

    private static final int USUAL_DEPTH = 24;
    private static final int USUAL_HEIGHT = 900;
    private static final int USUAL_WIDTH = 1440;
    private static final int LARGEST_SCREEN = 99_999;

    /// UTC−12 to UTC+14, which JavaScript counts the other way round.
    private static final int FARTHEST_WEST = 720;

    private static final int FARTHEST_EAST = -840;

    /// Longer ones are cut, since the card schemes take no more.
    private static final int LONGEST_HEADER = 255;

    private BrowserFacts() {}

    /// @param address the customer's
    /// @param form the text of a field by its name, empty where nothing was sent
    static Browser read(Call call, String address, UnaryOperator<String> form) {
        int depth = whole(form, "color_depth", 1, 48, USUAL_DEPTH);
        return new Browser(
                header(call, "user-agent", "unknown"),
                address,
                // A script that asks for JSON stands in for a page: what the issuer will show is HTML.
                WantsJson.of(call) ? "text/html" : header(call, "accept", "text/html"),
                language(call),
                COLOR_DEPTHS.stream()
                        .filter(allowed -> allowed <= depth)
                        .findFirst()
                        .orElse(USUAL_DEPTH),
                whole(form, "screen_height", 1, LARGEST_SCREEN, USUAL_HEIGHT),
                whole(form, "screen_width", 1, LARGEST_SCREEN, USUAL_WIDTH),
                whole(form, "time_zone", FARTHEST_EAST, FARTHEST_WEST, 0));
    }

    private static String header(Call call, String name, String otherwise) {
        return call.header(name)
                .map(value -> value.replaceAll("[^\\x20-\\x7e]", "").strip())
                .filter(value -> !value.isEmpty())
                .map(value -> value.length() > LONGEST_HEADER ? value.substring(0, LONGEST_HEADER) : value)
                .orElse(otherwise);
    }

    /// A language tag of at most eight characters (EMV 3-D Secure, browserLanguage).
    private static String language(Call call) {
        return call.header("accept-language")
                .map(value -> value.split("[,;]", 2)[0].strip())
                .filter(value -> value.matches("[A-Za-z]{2,3}(-[A-Za-z]{2})?"))
                .orElse("en-US");
    }

    private static int whole(UnaryOperator<String> form, String field, int least, int most, int otherwise) {
        var text = form.apply(field);
        if (!text.matches("-?[0-9]{1,5}")) {
            return otherwise;
        }
        int value = Integer.parseInt(text);
        return value < least || value > most ? otherwise : value;
    }
}
