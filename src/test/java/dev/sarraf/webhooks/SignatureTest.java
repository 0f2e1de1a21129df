package dev.sarraf.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stripe.exception.SignatureVerificationException;
import com.stripe.net.Webhook;
import dev.sarraf.events.EventType;
import dev.sarraf.ids.Secret;
import dev.sarraf.testing.WebhookReceiver;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SignatureTest {
    private static final byte[] BODY = "{\"id\":\"evt_1\",\"name\":\"قهوة\"}".getBytes(StandardCharsets.UTF_8);
    private static final Instant TIME = Instant.ofEpochSecond(1_730_000_000);

    /// Computed with Python's hmac.
    private static final String OLD = "e95d824b3cefe41bfaa536c34dc276ec81f1f11c0a01052bd114a518713be57a";

    private static final String NEW = "8549671b6ef03367667f4268410cd194c89e41fa45ba94d007d458f9938cb87f";

    private final Workshop shop = new Workshop();
    private final WebhookReceiver receiver = WebhookReceiver.start();

    @AfterEach
    void close() {
        receiver.close();
        shop.close();
    }

    @Test
    void the_header_holds_the_time_and_the_keyed_hash_of_time_and_body() {
        assertThat(Signature.header(List.of(new Secret("whsec_old")), TIME, BODY))
                .isEqualTo("t=1730000000,v1=" + OLD);
    }

    @Test
    void while_a_secret_is_replaced_the_old_one_signs_last() {
        assertThat(Signature.header(List.of(new Secret("whsec_new"), new Secret("whsec_old")), TIME, BODY))
                .isEqualTo("t=1730000000,v1=" + NEW + ",v1=" + OLD);
    }

    @ParameterizedTest
    @EnumSource
    void simple_verifiers_accept_what_arrives_and_nothing_else(ForeignVerifier verifier) throws Exception {
        var secret = endpointSecret();
        var received = arrived();
        var header = received.header("XPay-Signature");
        var forged = received.text().replace("149900", "1499").getBytes(StandardCharsets.UTF_8);

        assertThat(verifier.objection(received.body(), header, secret)).isEmpty();
        assertThat(verifier.objection(forged, header, secret)).contains("the signature is wrong");
        assertThat(verifier.objection(received.body(), header, "whsec_other")).contains("the signature is wrong");
        var late = Signature.header(List.of(new Secret(secret)), Instant.ofEpochSecond(1_730_000_000), received.body());
        assertThat(verifier.objection(received.body(), late, secret)).contains("tolerance");
    }

    @ParameterizedTest
    @EnumSource
    void the_verifiers_of_the_guide_still_know_the_old_secret_during_an_overlap(ForeignVerifier verifier)
            throws Exception {
        var now = Instant.ofEpochSecond(System.currentTimeMillis() / 1000);
        var header = Signature.header(List.of(new Secret("whsec_new"), new Secret("whsec_old")), now, BODY);

        assertThat(verifier.objection(BODY, header, "whsec_old")).isEmpty();
    }

    @Test
    void a_verifier_of_another_project_accepts_what_arrives_and_nothing_else() throws Exception {
        var secret = endpointSecret();
        var received = arrived();
        var header = received.header("XPay-Signature");

        assertThat(Webhook.Signature.verifyHeader(received.text(), header, secret, 300))
                .isTrue();
        assertThatThrownBy(() -> Webhook.Signature.verifyHeader(received.text() + " ", header, secret, 300))
                .isInstanceOf(SignatureVerificationException.class);
    }

    @Test
    void that_verifier_accepts_both_secrets_during_an_overlap() throws Exception {
        var header = Signature.header(List.of(new Secret("whsec_new"), new Secret("whsec_old")), TIME, BODY);
        var text = new String(BODY, StandardCharsets.UTF_8);

        assertThat(Webhook.Signature.verifyHeader(text, header, "whsec_new", 0)).isTrue();
        assertThat(Webhook.Signature.verifyHeader(text, header, "whsec_old", 0)).isTrue();
    }

    private String endpointSecret() {
        return shop.endpoint(receiver.url()).secret().reveal();
    }

    private WebhookReceiver.Received arrived() throws InterruptedException {
        shop.raise(
                EventType.CHECKOUT_SESSION_COMPLETED,
                "cs_test_1",
                "{\"amountTotal\":149900,\"name\":\"قهوة ☕ \\u0000\\/\",\"lineItems\":[ ]}");
        shop.sender().sendDue();
        return receiver.next();
    }
}
