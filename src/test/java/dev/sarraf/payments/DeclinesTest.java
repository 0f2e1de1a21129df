package dev.sarraf.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.processors.Authentication;
import dev.sarraf.processors.PaymentErrorCode;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DeclinesTest {
    @Test
    void every_code_is_explained() {
        var explained = Arrays.stream(PaymentErrorCode.values())
                .map(PaymentErrorCode::text)
                .toList();
        var declines = Stream.concat(
                Stream.of(Declines.UNREACHABLE, Declines.NOT_PROCESSED),
                Arrays.stream(Authentication.Why.values()).map(Declines::of));

        assertThat(declines)
                .allSatisfy(decline -> assertThat(explained)
                        .contains(decline.code(), decline.declineCode().orElse(decline.code())));
    }
}
