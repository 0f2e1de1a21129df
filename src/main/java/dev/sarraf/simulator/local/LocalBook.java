package dev.sarraf.simulator.local;

import dev.sarraf.simulator.gateway.GatewayError;
import dev.sarraf.simulator.gateway.Merchant;
import dev.sarraf.simulator.gateway.Times;
import dev.sarraf.simulator.local.Payment.Refund;
import dev.sarraf.simulator.local.Payment.Status;
import dev.sarraf.simulator.record.Journal;
import dev.sarraf.simulator.web.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/// Every payment, rebuilt from a record of its own at start. A change is on the disk before anybody hears of it, and
/// one lock decides who comes first.
public final class LocalBook {
    private static final String FILE = "local.jsonl";

    private static final byte[] NO_ANSWER = "null".getBytes(StandardCharsets.US_ASCII);

    private final Journal journal;
    private final Map<Key, Payment> payments = new LinkedHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();

    private record Key(String merchant, String id) {}

    /// Rebuilds them all from the record, which is ready for more afterwards.
    public LocalBook(Journal journal) {
        this.journal = journal;
        journal.recover((line, _) -> keep(Json.convert(line.path("payment"), Payment.class)));
    }

    /// The name of the record's file.
    public static String file() {
        return FILE;
    }

    /// Opens this payment, or finds it where it has been asked for before.
    ///
    /// @throws GatewayError where the id belongs to another payment
    Payment open(Merchant merchant, Payment asked) {
        lock.lock();
        try {
            var known = settled(merchant, asked.id());
            if (known.isPresent()) {
                if (!known.get().sameAs(asked)) {
                    throw Act.refused("The id belongs to another payment");
                }
                return known.get();
            }
            return write(asked, merchant.now());
        } finally {
            lock.unlock();
        }
    }

    /// Changes a payment as it is now; what stays the same is not written again.
    Payment change(Merchant merchant, String id, UnaryOperator<Payment> change) {
        lock.lock();
        try {
            var known = settled(merchant, id).orElseThrow(LocalBook::unknown);
            var changed = change.apply(known);
            return changed.equals(known) ? known : write(changed, merchant.now());
        } finally {
            lock.unlock();
        }
    }

    /// Gives money of a payment back, once for each id.
    Payment refund(Merchant merchant, String id, Refund wanted) {
        return change(merchant, id, payment -> {
            var known = payment.refunds().stream()
                    .filter(refund -> refund.id().equals(wanted.id()))
                    .findFirst();
            if (known.isPresent()) {
                if (known.get().amount() != wanted.amount()) {
                    throw Act.refused("The id belongs to another refund");
                }
                return payment;
            }
            if (payment.status() != Status.PAID || payment.refunded() + wanted.amount() > payment.amount()) {
                throw GatewayError.withStatus(422, "There is not so much to give back");
            }
            return payment.with(wanted);
        });
    }

    Optional<Payment> find(Merchant merchant, String id) {
        lock.lock();
        try {
            return settled(merchant, id);
        } finally {
            lock.unlock();
        }
    }

    List<Payment> ofOrder(Merchant merchant, String order) {
        lock.lock();
        try {
            return payments.values().stream()
                    .filter(payment -> payment.merchant().equals(merchant.id())
                            && payment.order().equals(order))
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    static GatewayError unknown() {
        return GatewayError.withStatus(404, "There is no such payment");
    }

    /// As it is by the merchant's clock.
    private Optional<Payment> settled(Merchant merchant, String id) {
        var now = merchant.now();
        return Optional.ofNullable(payments.get(new Key(merchant.id(), id)))
                .map(payment -> payment.isOver(now) ? write(payment.ended(Status.EXPIRED, "", now), now) : payment);
    }

    private Payment write(Payment payment, Instant now) {
        var line = Json.object()
                .put("time", Times.text(now))
                .put("merchant", payment.merchant())
                .put("kind", "PAYMENT");
        line.set("payment", Json.tree(payment));
        journal.append(line, NO_ANSWER);
        return keep(payment);
    }

    private Payment keep(Payment payment) {
        payments.put(new Key(payment.merchant(), payment.id()), payment);
        return payment;
    }
}
