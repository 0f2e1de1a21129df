package dev.sarraf.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.simulator.cards.CardNumber;
import dev.sarraf.simulator.cards.TestCard;
import dev.sarraf.simulator.cards.TestCards;
import java.util.Collection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The published tables of expiry dates, security codes and streets, row by row.
class CardTablesTest extends BankTest {
    @ParameterizedTest
    @CsvSource({
        "01/39, SUCCESS, APPROVED,              CAPTURED",
        "05/39, FAILURE, DECLINED,              FAILED",
        "04/27, FAILURE, EXPIRED_CARD,          FAILED",
        "08/28, FAILURE, TIMED_OUT,             FAILED",
        "01/37, FAILURE, ACQUIRER_SYSTEM_ERROR, FAILED",
        "02/37, FAILURE, UNSPECIFIED_FAILURE,   FAILED",
        "05/37, UNKNOWN, UNKNOWN,               INITIATED",
        "01/27, FAILURE, INSUFFICIENT_FUNDS,    FAILED",
    })
    void the_expiry_date_decides(String expiry, String result, String gatewayCode, String orderStatus) {
        var reply = shop.put("o", "p", Shop.pay("10.00", Shop.card("5123456789012346", expiry, "100")));

        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.at("result")).isEqualTo(result);
        assertThat(reply.at("response.gatewayCode")).isEqualTo(gatewayCode);
        assertThat(reply.at("order.status")).isEqualTo(orderStatus);
        assertThat(reply.at("order.totalCapturedAmount")).isEqualTo(result.equals("SUCCESS") ? "10.00" : "0.00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"02/39", "12/99", "01/00", "05/21", "05/22"})
    void an_expiry_date_outside_the_table_is_declined_and_says_so(String expiry) {
        var reply = shop.put("o", "p", Shop.pay("10.00", Shop.card("5123456789012346", expiry, "100")));

        assertThat(reply.at("result")).isEqualTo("FAILURE");
        assertThat(reply.at("response.gatewayCode")).isEqualTo("DECLINED");
        assertThat(reply.at("response.acquirerMessage")).contains("not in the test table");
    }

    @ParameterizedTest
    @CsvSource({
        "5123456789012346, 100,  MATCH,         APPROVED",
        "5123456789012346, 123,  MATCH,         APPROVED",
        "5123456789012346, 101,  NOT_PROCESSED, APPROVED",
        "5123456789012346, 102,  NO_MATCH,      DECLINED_CSC",
        "5123456789012346, 999,  NOT_PROCESSED, APPROVED",
        "371881887105009,  1000, MATCH,         APPROVED",
        "371881887105009,  1230, MATCH,         APPROVED",
        "371881887105009,  1234, MATCH,         APPROVED",
        "371881887105009,  1010, NOT_PROCESSED, APPROVED",
        "371881887105009,  1020, NO_MATCH,      DECLINED_CSC",
    })
    void the_security_code_decides_how_it_compares(String number, String code, String match, String gatewayCode) {
        var reply = shop.put("o", "p", Shop.pay("10.00", Shop.card(number, "01/39", code)));

        assertThat(reply.at("response.cardSecurityCode.gatewayCode")).isEqualTo(match);
        assertThat(reply.at("response.gatewayCode")).isEqualTo(gatewayCode);
    }

    @Test
    void a_wrong_security_code_does_not_hide_what_the_expiry_date_says() {
        var reply = shop.put("o", "p", Shop.pay("10.00", Shop.card("5123456789012346", "01/27", "102")));

        assertThat(reply.at("response.gatewayCode")).isEqualTo("INSUFFICIENT_FUNDS");
        assertThat(reply.at("response.cardSecurityCode.gatewayCode")).isEqualTo("NO_MATCH");
    }

    @ParameterizedTest
    @CsvSource({"5123456789012346, ''", "135492354874528, ''", "135492354874528, 100"})
    void without_a_security_code_there_is_nothing_to_compare(String number, String code) {
        var reply = shop.put("o", "p", Shop.pay("10.00", Shop.card(number, "01/39", code)));

        assertThat(reply.at("response.gatewayCode")).isEqualTo("APPROVED");
        assertThat(reply.has("/response/cardSecurityCode")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "Alpha St,    ADDRESS_MATCH",
        "Gamma St,    NOT_VERIFIED",
        "November St, NO_MATCH",
        "Romeo St,    SERVICE_NOT_AVAILABLE_RETRY",
        "Sierra St,   SERVICE_NOT_SUPPORTED",
        "Uniform St,  NOT_AVAILABLE",
        "Whiskey St,  ZIP_MATCH",
        "X-ray St,    ADDRESS_ZIP_MATCH",
        "Kilo St,     NAME_MATCH",
        "Oscar St,    NAME_ADDRESS_MATCH",
        "Lima St,     NAME_ZIP_MATCH",
        "Zero St,     NOT_REQUESTED",
        "Tahrir Sq,   NOT_VERIFIED",
    })
    void the_street_decides_how_the_address_compares(String street, String match) {
        var billing = "\"billing\":{\"address\":{\"street\":\"" + street + "\"}},";
        var reply = shop.put("o", "p", Shop.pay("10.00", billing + GOOD_CARD));

        assertThat(reply.at("response.cardholderVerification.avs.gatewayCode")).isEqualTo(match);
        assertThat(reply.at("result")).isEqualTo("SUCCESS");
    }

    static Collection<TestCard> everyCard() {
        return TestCards.all();
    }

    @ParameterizedTest
    @MethodSource("everyCard")
    void every_published_number_can_be_charged(TestCard card) {
        var code = card.brand().securityCodeLength() == 4 ? "1000" : "100";
        var masked = new CardNumber(card.digits()).masked();
        var approved = shop.put("o", "p1", Shop.pay("10.00", Shop.card(card.digits(), "01/39", code)));
        var declined = shop.put("o", "p2", Shop.pay("10.00", Shop.card(card.digits(), "05/39", code)));

        assertThat(approved.at("response.gatewayCode")).isEqualTo("APPROVED");
        assertThat(declined.at("response.gatewayCode")).isEqualTo("DECLINED");
        assertThat(approved.at("sourceOfFunds.provided.card.number")).isEqualTo(masked);
        assertThat(approved.at("sourceOfFunds.provided.card.brand"))
                .isEqualTo(card.brand().name());
        assertThat(approved.text()).doesNotContain(card.digits());
    }

    @Test
    void no_two_cards_look_the_same_when_masked() {
        assertThat(TestCards.all())
                .extracting(card -> new CardNumber(card.digits()).masked())
                .doesNotHaveDuplicates()
                .hasSize(84);
    }

    @Test
    void an_unknown_answer_turns_out_to_be_yes_after_ten_seconds_of_the_merchants_clock() {
        var first = shop.put("o", "p", Shop.pay("10.00", Shop.card("5123456789012346", "05/37", "100")));
        shop.aheadSeconds(5);
        assertThat(shop.get("o", "p").at("result")).isEqualTo("UNKNOWN");

        shop.aheadSeconds(11);

        var later = shop.get("o", "p");
        assertThat(later.at("result")).isEqualTo("SUCCESS");
        assertThat(later.at("response.gatewayCode")).isEqualTo("APPROVED");
        assertThat(later.at("response.acquirerCode")).isEqualTo("00");
        assertThat(later.at("response.cardSecurityCode.gatewayCode")).isEqualTo("MATCH");
        assertThat(later.at("order.status")).isEqualTo("CAPTURED");
        assertThat(later.at("order.totalCapturedAmount")).isEqualTo("10.00");
        assertThat(later.at("transaction.authorizationCode")).isNotEmpty();
        assertThat(shop.record("o"))
                .extracting(line -> line.path("result").asString())
                .containsExactly("UNKNOWN", "SUCCESS");
        assertThat(shop.put("o", "p", Shop.pay("10.00", Shop.card("5123456789012346", "05/37", "100"))))
                .as("a repeat gets what it got before")
                .isEqualTo(first);
    }
}
