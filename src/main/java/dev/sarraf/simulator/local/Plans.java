package dev.sarraf.simulator.local;

import dev.sarraf.simulator.web.Json;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What a purchase in instalments costs. The interest is 1.5 % of the price for each month; nothing is paid down.
final class Plans {
    private static final List<Integer> MONTHS = List.of(6, 12, 18, 24);
    private static final ZoneId CAIRO = ZoneId.of("Africa/Cairo");

    private Plans() {}

    static boolean offers(int months) {
        return MONTHS.contains(months);
    }

    static ArrayNode of(long amount) {
        var list = Json.array();
        MONTHS.forEach(months -> list.addObject().put("months", months).put("monthly", monthly(amount, months)));
        return list;
    }

    static ObjectNode loan(Payment payment) {
        var first = LocalDate.ofInstant(Instant.ofEpochMilli(payment.endedAt()), CAIRO)
                .plusMonths(1);
        return Json.object()
                .put("number", "VL" + payment.reference())
                .put("months", payment.months())
                .put("monthly", monthly(payment.amount(), payment.months()))
                .put("downPayment", 0)
                .put("financed", payment.amount())
                .put("firstDue", first.toString())
                .put("lastDue", first.plusMonths(payment.months() - 1L).toString());
    }

    private static long monthly(long amount, int months) {
        long total = amount + amount * 15 * months / 1000;
        return Math.ceilDiv(total, months);
    }
}
