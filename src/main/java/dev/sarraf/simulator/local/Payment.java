package dev.sarraf.simulator.local;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/// One payment that a customer is asked for, as the record keeps it: plain values, empty or 0 where there is none.
///
/// @param order the merchant's order, of which there may be several payments
/// @param phone in E.164; empty where the type asks for none
/// @param lifetimeSeconds how long the customer has
/// @param notifyAt where the merchant hears that something happened
/// @param reference what the customer is told: the number of the voucher, the request or the purchase
/// @param tries how many wrong codes were typed
/// @param months the plan that was chosen
/// @param endedAt epoch milliseconds by the merchant's clock
record Payment(
        String merchant,
        String id,
        String order,
        Type type,
        long amount,
        String currency,
        String phone,
        long lifetimeSeconds,
        String notifyAt,
        String reference,
        Status status,
        Step step,
        long expiresAt,
        String reason,
        int tries,
        int months,
        long endedAt,
        List<Refund> refunds) {

    enum Type {
        FAWRY,
        VODAFONE_CASH,
        VALU
    }

    enum Status {
        WAITING,
        PAID,
        FAILED,
        EXPIRED,
        CANCELED
    }

    /// What the customer is asked to do while the payment waits.
    enum Step {
        PAY_VOUCHER,
        APPROVE,
        ENTER_CODE,
        CHOOSE_PLAN
    }

    /// Money of it that was given back.
    record Refund(String id, long amount, long at) {}

    boolean isWaiting() {
        return status == Status.WAITING;
    }

    boolean isOver(Instant now) {
        return isWaiting() && now.toEpochMilli() >= expiresAt;
    }

    /// Whether it is the same request, so that asking again asks for nothing new.
    boolean sameAs(Payment asked) {
        return order.equals(asked.order)
                && type == asked.type
                && amount == asked.amount
                && currency.equals(asked.currency)
                && phone.equals(asked.phone)
                && lifetimeSeconds == asked.lifetimeSeconds;
    }

    long refunded() {
        return refunds.stream().mapToLong(Refund::amount).sum();
    }

    Payment ended(Status how, String why, Instant now) {
        return new Payment(
                merchant,
                id,
                order,
                type,
                amount,
                currency,
                phone,
                lifetimeSeconds,
                notifyAt,
                reference,
                how,
                step,
                expiresAt,
                why,
                tries,
                months,
                now.toEpochMilli(),
                refunds);
    }

    Payment at(Step next, int wrongCodes, int plan) {
        return new Payment(
                merchant,
                id,
                order,
                type,
                amount,
                currency,
                phone,
                lifetimeSeconds,
                notifyAt,
                reference,
                status,
                next,
                expiresAt,
                reason,
                wrongCodes,
                plan,
                endedAt,
                refunds);
    }

    Payment with(Refund refund) {
        return new Payment(
                merchant,
                id,
                order,
                type,
                amount,
                currency,
                phone,
                lifetimeSeconds,
                notifyAt,
                reference,
                status,
                step,
                expiresAt,
                reason,
                tries,
                months,
                endedAt,
                Stream.concat(refunds.stream(), Stream.of(refund)).toList());
    }
}
