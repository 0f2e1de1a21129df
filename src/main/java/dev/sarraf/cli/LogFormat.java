package dev.sarraf.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// How log lines look: time, level, then words and `name=value` pairs. One event is one line, whatever stands in it;
/// only an unexpected failure brings its stack trace along.
///
/// As the last of several walls it also masks what looks like a card number: 13 to 19 digits that pass the Luhn check.
public final class LogFormat extends Formatter {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private static final Pattern DIGITS = Pattern.compile("(?<![0-9A-Za-z])[0-9]{13,19}(?![0-9A-Za-z])");

    /// Libraries' loggers whose chatter says nothing to an operator. Held, since the log manager itself holds loggers
    /// only weakly.
    private static final Logger[] QUIET = {
        Logger.getLogger("org.flywaydb"), Logger.getLogger("com.zaxxer.hikari"), Logger.getLogger("io.helidon")
    };

    /// Sends all logging of the process to the standard error stream in this format.
    public static void install() {
        LogManager.getLogManager().reset();
        var console = new ConsoleHandler();
        console.setFormatter(new LogFormat());
        console.setLevel(Level.ALL);
        var root = Logger.getLogger("");
        root.addHandler(console);
        root.setLevel(Level.INFO);
        for (var logger : QUIET) {
            logger.setLevel(Level.WARNING);
        }
        if (LogManager.getLogManager() instanceof KeptLogging logging) {
            logging.keep();
        }
    }

    @Override
    public String format(LogRecord line) {
        var text = new StringBuilder()
                .append(TIME.format(line.getInstant()))
                .append(' ')
                .append(line.getLevel().getName())
                .append(' ')
                .append(masked(oneLine(formatMessage(line))))
                .append('\n');
        if (line.getThrown() != null) {
            var trace = new StringWriter();
            line.getThrown().printStackTrace(new PrintWriter(trace));
            text.append(masked(trace.toString()));
        }
        return text.toString();
    }

    private static String oneLine(String text) {
        return text.chars().allMatch(c -> c >= ' ' && c != 0x7f) ? text : text.replaceAll("\\p{Cntrl}", "?");
    }

    private static String masked(String text) {
        return DIGITS.matcher(text).replaceAll(LogFormat::masked);
    }

    private static String masked(MatchResult digits) {
        return passesLuhn(digits.group()) ? "[masked]" : digits.group();
    }

    private static boolean passesLuhn(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int doubled = i % 2 == 0 ? digit : digit * 2;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }
        return sum % 10 == 0;
    }
}
