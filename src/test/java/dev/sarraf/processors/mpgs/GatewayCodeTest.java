package dev.sarraf.processors.mpgs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.processors.Outcome;
import dev.sarraf.processors.PaymentErrorCode;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GatewayCodeTest {
    /// Read a row to see what becomes of a charge that the gateway answers so.
    @Test
    void every_code_means_one_outcome() {
        var table = Arrays.stream(GatewayCode.values())
                .map(code -> "%-30s %s".formatted(code, shown(code)).strip())
                .collect(Collectors.joining("\n"));

        assertThat(table).isEqualTo("""
                APPROVED                       Approved
                APPROVED_AUTO                  Approved
                APPROVED_PENDING_SETTLEMENT    Approved
                PARTIALLY_APPROVED             PartlyApproved EGP 75.50 card_declined insufficient_funds try_again_later
                DECLINED                       Declined card_declined generic_decline -
                DECLINED_AVS                   Declined card_declined generic_decline confirm_card_data
                DECLINED_AVS_CSC               Declined card_declined generic_decline confirm_card_data
                DECLINED_CSC                   Declined incorrect_cvc - confirm_card_data
                DECLINED_DO_NOT_CONTACT        Declined card_declined generic_decline do_not_try_again
                DECLINED_INVALID_PIN           Declined card_declined generic_decline -
                DECLINED_PIN_REQUIRED          Declined card_declined generic_decline -
                DECLINED_PAYMENT_PLAN          Declined card_declined generic_decline -
                REFERRED                       Declined card_declined generic_decline -
                INSUFFICIENT_FUNDS             Declined card_declined insufficient_funds try_again_later
                EXPIRED_CARD                   Declined expired_card expired_card confirm_card_data
                INVALID_CSC                    Declined incorrect_cvc - confirm_card_data
                BLOCKED                        Declined card_declined generic_decline do_not_try_again
                AUTHENTICATION_FAILED          Declined authentication_required - -
                NOT_ENROLLED_3D_SECURE         Declined authentication_required - -
                EXCEEDED_RETRY_LIMIT           Declined card_declined generic_decline try_again_later
                ABORTED                        Declined card_declined generic_decline -
                CANCELLED                      Declined card_declined generic_decline -
                TIMED_OUT                      Unconfirmed processing_error - try_again_later
                ACQUIRER_SYSTEM_ERROR          Unconfirmed processing_error - try_again_later
                SYSTEM_ERROR                   Unconfirmed processing_error - try_again_later
                UNSPECIFIED_FAILURE            Unconfirmed processing_error - try_again_later
                LOCK_FAILURE                   TryLater
                NOT_SUPPORTED                  Refused
                SUBMITTED                      Unknown
                PENDING                        Unknown
                DEFERRED_TRANSACTION_RECEIVED  Unknown
                AUTHENTICATION_IN_PROGRESS     Unknown
                UNKNOWN                        Unknown
                BALANCE_AVAILABLE              Unknown
                BALANCE_UNKNOWN                Unknown
                NO_BALANCE                     Unknown
                DUPLICATE_BATCH                Unknown""");
    }

    @Test
    void a_look_up_reads_a_code_as_the_charge_itself_does() {
        assertThat(GatewayCode.values()).allSatisfy(code -> {
            var body = body(code);
            assertThat(Answers.lookedUp(200, body)).contains(Answers.charged(201, body));
        });
    }

    /// What a failed payment carries leads to its explanation by the decline code, else by the code.
    @Test
    void every_code_of_a_failure_is_explained() {
        var explained = Arrays.stream(PaymentErrorCode.values())
                .map(PaymentErrorCode::text)
                .toList();
        var declines = Arrays.stream(GatewayCode.values())
                .map(code -> Answers.charged(201, body(code)))
                .flatMap(outcome -> switch (outcome) {
                    case Outcome.Declined(var decline, var _) -> Stream.of(decline);
                    case Outcome.Unconfirmed(var decline, var _) -> Stream.of(decline);
                    case Outcome.PartlyApproved(var _, var decline, var _) -> Stream.of(decline);
                    case Outcome.Approved _,
                            Outcome.TryLater _,
                            Outcome.Refused _,
                            Outcome.Waiting _,
                            Outcome.Unknown _ -> Stream.<Outcome.Decline>empty();
                })
                .toList();

        assertThat(declines).hasSizeGreaterThan(15).allSatisfy(decline -> {
            assertThat(explained).contains(decline.code());
            decline.declineCode().ifPresent(code -> assertThat(explained).contains(code));
        });
    }

    private static String shown(GatewayCode code) {
        return switch (Answers.charged(201, body(code))) {
            case Outcome.Approved _ -> "Approved";
            case Outcome.Declined(var decline, var _) -> "Declined " + shown(decline);
            case Outcome.Unconfirmed(var decline, var _) -> "Unconfirmed " + shown(decline);
            case Outcome.PartlyApproved(var taken, var decline, var _) ->
                "PartlyApproved " + taken + " " + shown(decline);
            case Outcome.TryLater _ -> "TryLater";
            case Outcome.Refused _ -> "Refused";
            case Outcome.Waiting _ -> "Waiting";
            case Outcome.Unknown _ -> "Unknown";
        };
    }

    private static String shown(Outcome.Decline decline) {
        return decline.code() + " " + decline.declineCode().orElse("-") + " "
                + decline.advice().orElse("-");
    }

    private static String body(GatewayCode code) {
        if (code == GatewayCode.PARTIALLY_APPROVED) {
            return Answers.partlyApproved("75.50", "75.50");
        }
        return code.name().startsWith("APPROVED")
                ? Answers.withCode(code.name(), "SUCCESS")
                : Answers.failed(code.name());
    }
}
