package dev.sarraf.processors.mpgs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.cards.Card;
import dev.sarraf.cards.CardNumber;
import dev.sarraf.cards.Expiry;
import dev.sarraf.money.Currency;
import dev.sarraf.money.Money;
import dev.sarraf.processors.AuthenticationOrder;
import dev.sarraf.processors.BankIds;
import dev.sarraf.processors.CardSession;
import dev.sarraf.processors.PaymentOrder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestsTest {
    private static final CardSession SESSION = new CardSession("SESSION0002493464501E41219786F4");

    @Test
    void the_first_step_of_a_check_names_card_and_currency() {
        assertThat(text(Requests.initiateAuthentication(check("en-US", 24)))).isEqualTo("""
                {"apiOperation":"INITIATE_AUTHENTICATION",\
                "authentication":{"channel":"PAYER_BROWSER","purpose":"PAYMENT_TRANSACTION"},\
                "order":{"currency":"EGP"},"session":{"id":"SESSION0002493464501E41219786F4"}}""");
    }

    @Test
    void the_second_step_of_a_check_tells_of_money_and_browser() {
        assertThat(text(Requests.authenticatePayer(check("en-US", 24)))).isEqualTo("""
                {"apiOperation":"AUTHENTICATE_PAYER",\
                "authentication":{"redirectResponseUrl":"http://localhost:8080/3ds/return/x"},\
                "order":{"amount":"150.00","currency":"EGP"},\
                "device":{"browser":"Mozilla/5.0","ipAddress":"203.0.113.9","browserDetails":{\
                "3DSecureChallengeWindowSize":"FULL_SCREEN","acceptHeaders":"text/html","colorDepth":24,\
                "javaEnabled":false,"language":"en-US","screenHeight":900,"screenWidth":1440,"timeZone":-120}},\
                "session":{"id":"SESSION0002493464501E41219786F4"}}""");
    }

    @ParameterizedTest
    @CsvSource({"30, 24", "24, 24", "32, 32", "64, 48", "15, 15", "0, 1", "-5, 1"})
    void a_depth_of_color_is_one_that_3d_secure_knows(int screen, int sent) {
        assertThat(text(Requests.authenticatePayer(check("en", screen)))).contains("\"colorDepth\":" + sent + ",");
    }

    @ParameterizedTest
    @CsvSource({"zh-Hans-CN, zh", "ar-EG, ar-EG", "ar, ar"})
    void a_language_fits_3d_secure(String browser, String sent) {
        assertThat(text(Requests.authenticatePayer(check(browser, 24)))).contains("\"language\":\"" + sent + "\"");
    }

    @ParameterizedTest
    @CsvSource({"EGP, 1, 0.01", "EGP, 149900, 1499.00", "KWD, 1, 0.001", "KWD, 15005, 15.005", "USD, 100, 1.00"})
    void an_amount_has_exactly_the_decimals_of_its_currency(Currency currency, long minorUnits, String sent) {
        var order = new PaymentOrder(
                new BankIds("o", "p"), new Money(minorUnits, currency), SESSION, Optional.empty(), "cs_test_1");

        assertThat(text(Requests.pay(order)))
                .contains("\"amount\":\"" + sent + "\",\"currency\":\"" + currency + "\"")
                .doesNotContain("authentication");
    }

    @Test
    void a_card_without_code_or_holder_goes_without() {
        var card =
                new Card(new CardNumber("135492354874528"), new Expiry(12, 2030), Optional.empty(), Optional.empty());

        assertThat(text(Requests.updateSession(card))).isEqualTo("""
                {"sourceOfFunds":{"type":"CARD","provided":{"card":{"number":"135492354874528",\
                "expiry":{"month":"12","year":"30"}}}}}""");
    }

    private static AuthenticationOrder check(String language, int colorDepth) {
        return new AuthenticationOrder(
                Answers.CHECK.ids(),
                Answers.AMOUNT,
                SESSION,
                new AuthenticationOrder.Browser(
                        "Mozilla/5.0", "203.0.113.9", "text/html", language, colorDepth, 900, 1440, -120),
                URI.create("http://localhost:8080/3ds/return/x"));
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }
}
