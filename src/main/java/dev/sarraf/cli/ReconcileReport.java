package dev.sarraf.cli;

import dev.sarraf.http.Json;
import dev.sarraf.payments.BankCheck;
import dev.sarraf.payments.CheckTally;
import dev.sarraf.payments.comparison.Difference;
import java.io.PrintWriter;
import java.time.Duration;
import tools.jackson.databind.node.ObjectNode;

/// What `./sarraf reconcile` prints: a line for each difference as it is found, text or JSON, and a summary at
/// the end. Of a long run it tells beside that how far it is.
final class ReconcileReport implements BankCheck.Listener {
    private static final Duration BETWEEN_WORDS = Duration.ofSeconds(5);

    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean json;
    private long lastWord = System.nanoTime();

    ReconcileReport(PrintWriter out, PrintWriter err, boolean json) {
        this.out = out;
        this.err = err;
        this.json = json;
    }

    @Override
    public void found(Difference difference) {
        print(json ? Json.write(difference.json()) : difference.line());
    }

    @Override
    public void unanswered(String order, String why) {
        print(
                json
                        ? Json.write(Json.object().put("unanswered", order).put("why", why))
                        : "unanswered order=" + order + " why=[" + why + "]");
    }

    @Override
    public void soFar(CheckTally tally) {
        if (System.nanoTime() - lastWord > BETWEEN_WORDS.toNanos()) {
            lastWord = System.nanoTime();
            err.println("%,d orders compared, %,d differences so far".formatted(tally.orders(), tally.found()));
            err.flush();
        }
    }

    /// Prints the summary and returns the exit status that says the same.
    int end(CheckTally tally) {
        print(json ? Json.write(summary(tally)) : text(tally));
        if (tally.found() > 0) {
            return 1;
        }
        return tally.unanswered() > 0 ? ReconcileCommand.INCOMPLETE : 0;
    }

    private static String text(CheckTally tally) {
        var text = new StringBuilder("%,d orders, %,d charges and %,d refunds compared with %,d movements at the bank"
                .formatted(tally.orders(), tally.charges(), tally.refunds(), tally.bankMovements()));
        if (tally.statementLines() > 0) {
            text.append(" and %,d lines of the statement".formatted(tally.statementLines()));
        }
        if (tally.found() > 0) {
            text.append(": %,d differences.".formatted(tally.found()));
        } else {
            text.append(tally.unanswered() > 0 ? ": no differences in these." : ": no differences.");
        }
        tally.differences().forEach((kind, number) -> text.append("\n  %s: %,d".formatted(kind.text(), number)));
        if (tally.underWay() > 0) {
            text.append("\n  under way, not compared: %,d".formatted(tally.underWay()));
        }
        if (tally.unanswered() > 0) {
            text.append("\n  unanswered by the bank: %,d".formatted(tally.unanswered()));
        }
        return text.toString();
    }

    private static ObjectNode summary(CheckTally tally) {
        var json = Json.object();
        var summary = json.putObject("summary")
                .put("orders", tally.orders())
                .put("charges", tally.charges())
                .put("refunds", tally.refunds())
                .put("bankMovements", tally.bankMovements())
                .put("statementLines", tally.statementLines())
                .put("underWay", tally.underWay())
                .put("unanswered", tally.unanswered())
                .put("differences", tally.found());
        var kinds = summary.putObject("byKind");
        for (var kind : Difference.Kind.values()) {
            kinds.put(kind.text(), tally.differences().getOrDefault(kind, 0L));
        }
        return json;
    }

    private void print(String line) {
        out.println(line);
        out.flush();
    }
}
