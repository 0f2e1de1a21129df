package dev.sarraf.http;

import dev.sarraf.errors.ErrorCode;
import dev.sarraf.errors.Refusal;
import dev.sarraf.ids.Mode;
import dev.sarraf.merchants.MerchantId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/// The name that a merchant gave to a request, within one mode.
record IdempotencyKey(Mode mode, MerchantId merchant, String text) {
    private static final String HEADER = "Idempotency-Key";
    private static final Pattern SHAPE = Pattern.compile("[!-~]{1,255}");

    /// The key of a call that has one.
    ///
    /// @throws Refusal where it is too long, empty, holds anything but visible ASCII, or was sent twice
    static Optional<IdempotencyKey> of(Call call) {
        return call.header(HEADER).map(text -> {
            if (!SHAPE.matcher(text).matches()) {
                throw Refusal.invalid(
                        ErrorCode.PARAMETER_INVALID,
                        HEADER,
                        "The header " + HEADER + " has to be one text of 1 to 255 visible ASCII characters.");
            }
            return new IdempotencyKey(call.caller().mode(), call.merchant(), text);
        });
    }

    /// The number of its lock in the database: 64 bits of a hash, so that two keys never share one in practice.
    long lock() {
        return ByteBuffer.wrap(Fingerprint.sha256(place().getBytes(StandardCharsets.UTF_8)))
                .getLong();
    }

    /// Names its row among all that is sealed or locked.
    String place() {
        return "idempotency_keys.answer " + mode.text() + " " + merchant + " " + text;
    }
}
