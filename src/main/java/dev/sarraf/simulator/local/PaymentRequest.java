package dev.sarraf.simulator.local;

import dev.sarraf.simulator.gateway.GatewayError;
import dev.sarraf.simulator.gateway.Merchant;
import dev.sarraf.simulator.local.Payment.Status;
import dev.sarraf.simulator.local.Payment.Step;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/// Reads the body that asks for a payment.
final class PaymentRequest {
    private static final Pattern ID = Pattern.compile("[0-9A-Za-z_-]{1,40}");
    private static final Pattern EGYPTIAN_MOBILE = Pattern.compile("\\+201[0125][0-9]{8}");
    private static final long MOST = 999_999_999_999L;
    private static final long LONGEST = Duration.ofDays(30).toSeconds();
    private static final int LONGEST_ADDRESS = 500;

    private PaymentRequest() {}

    /// The payment as it begins.
    ///
    /// @throws GatewayError naming the field that is wrong
    static Payment read(Merchant merchant, String id, ObjectNode body) {
        requireId(id);
        var order = body.path("order").stringValue("");
        require(ID.matcher(order).matches(), "order", "Value must be 1 to 40 letters, digits, _ and -");
        var type = Arrays.stream(Payment.Type.values())
                .filter(known -> known.name().equals(body.path("type").stringValue("")))
                .findFirst()
                .orElseThrow(() -> GatewayError.invalid("type", "Value must be FAWRY, VODAFONE_CASH or VALU"));
        long amount = body.path("amount").longValue(0);
        require(amount >= 1 && amount <= MOST, "amount", "Value must be a number of minor units, 1 at least");
        require(body.path("currency").stringValue("").equals("EGP"), "currency", "Value must be EGP");
        var phone = body.path("phone").stringValue("");
        require(
                type == Payment.Type.FAWRY || EGYPTIAN_MOBILE.matcher(phone).matches(),
                "phone",
                "Value must be an Egyptian mobile number in E.164");
        long lifetime = body.path("lifetimeSeconds").longValue(0);
        require(lifetime >= 1 && lifetime <= LONGEST, "lifetimeSeconds", "Value must be from 1 second to 30 days");
        var notify = body.path("notify").stringValue("");
        require(notify.length() <= LONGEST_ADDRESS, "notify", "Value must be an address");
        boolean noCredit = type == Payment.Type.VALU && TestPhones.hasNoCredit(phone);
        var now = merchant.now();
        return new Payment(
                merchant.id(),
                id,
                order,
                type,
                amount,
                "EGP",
                type == Payment.Type.FAWRY ? "" : phone,
                lifetime,
                notify,
                String.valueOf(ThreadLocalRandom.current().nextLong(100_000_000L, 1_000_000_000L)),
                noCredit ? Status.FAILED : Status.WAITING,
                first(type),
                now.plusSeconds(lifetime).toEpochMilli(),
                noCredit ? "NO_CREDIT" : "",
                0,
                0,
                noCredit ? now.toEpochMilli() : 0,
                List.of());
    }

    static void requireId(String id) {
        require(ID.matcher(id).matches(), "id", "Value must be 1 to 40 letters, digits, _ and -");
    }

    private static Step first(Payment.Type type) {
        return switch (type) {
            case FAWRY -> Step.PAY_VOUCHER;
            case VODAFONE_CASH -> Step.APPROVE;
            case VALU -> Step.ENTER_CODE;
        };
    }

    private static void require(boolean holds, String field, String explanation) {
        if (!holds) {
            throw GatewayError.invalid(field, explanation);
        }
    }
}
