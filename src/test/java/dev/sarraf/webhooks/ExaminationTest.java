package dev.sarraf.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.ids.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the built-in receiver makes of a webhook.
class ExaminationTest {
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
    private static final String SENT = "{\"id\":\"evt_test_1\",\"amount\":1499,\"name\":\"قهوة\"}";
    private static final Secret OURS = new Secret("whsec_ours");
    private static final Secret BEFORE = new Secret("whsec_before");
    private static final Secret OTHER = new Secret("whsec_other");
    private static final Secret LIVE = new Secret("whsec_live");
    private static final List<Examination.Key> KEYS = List.of(
            new Examination.Key(Examination.Owner.THIS_ENDPOINT, "http://localhost/dev/receiver/1", OURS),
            new Examination.Key(Examination.Owner.REPLACED, "http://localhost/dev/receiver/1", BEFORE),
            new Examination.Key(Examination.Owner.OTHER_ENDPOINT, "http://localhost:3000/hook", OTHER),
            new Examination.Key(Examination.Owner.OTHER_MODE, "https://shop.example/hook", LIVE));

    @Test
    void what_was_sent_is_genuine() {
        assertThat(examine(SENT, header(OURS, NOW))).isEqualTo(new Diagnosis.Genuine());
        assertThat(examine(SENT, header(OURS, NOW.minusSeconds(300)))).isEqualTo(new Diagnosis.Genuine());
    }

    @Test
    void a_time_too_far_away_is_told_with_its_distance() {
        assertThat(examine(SENT, header(OURS, NOW.minusSeconds(301)))).isEqualTo(new Diagnosis.OutsideTolerance(301));
        assertThat(examine(SENT, header(OURS, NOW.plusSeconds(4_000))))
                .isEqualTo(new Diagnosis.OutsideTolerance(-4_000));
    }

    @Test
    void a_secret_that_is_not_this_one_is_called_by_its_owner() {
        assertThat(examine(SENT, header(BEFORE, NOW))).isEqualTo(new Diagnosis.ReplacedSecret());
        assertThat(examine(SENT, header(OTHER, NOW)))
                .isEqualTo(new Diagnosis.SecretOfAnother("http://localhost:3000/hook"));
        assertThat(examine(SENT, header(LIVE, NOW)))
                .isEqualTo(new Diagnosis.SecretOfOtherMode("https://shop.example/hook"));
        assertThat(examine(SENT, header(new Secret("whsec_ours\n"), NOW))).isEqualTo(new Diagnosis.UnknownSecret());
    }

    @Test
    void while_a_secret_is_replaced_it_is_the_one_of_this_endpoint_that_counts() {
        var both = Signature.header(List.of(OURS, BEFORE), NOW, bytes(SENT));

        assertThat(examine(SENT, both)).isEqualTo(new Diagnosis.Genuine());
    }

    @Test
    void a_body_that_was_written_again_is_told_from_one_that_says_something_else() {
        var pretty = SENT.replace("\":", "\": ");
        var escaped = SENT.replace("قهوة", "\\u0642\\u0647\\u0648\\u0629");
        var reordered = "{\"name\":\"قهوة\",\"amount\":1499,\"id\":\"evt_test_1\"}";

        assertThat(examine(pretty, header(OURS, NOW))).isEqualTo(new Diagnosis.Reserialized(6));
        assertThat(examine(escaped, header(OURS, NOW))).isInstanceOf(Diagnosis.Reserialized.class);
        assertThat(examine(reordered, header(OURS, NOW))).isInstanceOf(Diagnosis.Reserialized.class);
        assertThat(examine(SENT + "\n", header(OURS, NOW))).isEqualTo(new Diagnosis.Reserialized(bytes(SENT).length));
        assertThat(examine(SENT.replace("1499", "1"), header(OURS, NOW))).isInstanceOf(Diagnosis.Changed.class);
        assertThat(examine(SENT.replace("قهوة", "????"), header(OURS, NOW))).isInstanceOf(Diagnosis.Changed.class);
    }

    @Test
    void a_body_that_is_cut_off_is_told_with_what_is_missing() {
        int length = bytes(SENT).length;

        var cut = new Examination(
                Arrays.copyOf(bytes(SENT), 20), Optional.of(header(OURS, NOW)), NOW, Optional.of(bytes(SENT)), KEYS);

        assertThat(cut.diagnosis()).isEqualTo(new Diagnosis.Truncated(20, length));
    }

    @Test
    void a_body_of_an_event_that_nobody_sent_may_be_forged() {
        var forged = new Examination(bytes("{}"), Optional.of(header(OURS, NOW)), NOW, Optional.empty(), KEYS);

        assertThat(forged.diagnosis()).isEqualTo(new Diagnosis.Unknown());
        assertThat(examine(SENT, header(OURS, NOW).replaceFirst("t=1", "t=2")))
                .isEqualTo(new Diagnosis.UnknownSecret());
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "t=1", "v1=00", "t=,v1=", "t=1,v1=zz", "t=-5,v1=00"})
    void a_header_of_another_form_is_malformed(String header) {
        assertThat(examine(SENT, header)).isEqualTo(new Diagnosis.Malformed());
    }

    @Test
    void no_header_and_no_endpoint_are_said_before_anything_else() {
        var without = new Examination(bytes(SENT), Optional.empty(), NOW, Optional.empty(), KEYS);
        var nowhere = new Examination(bytes(SENT), Optional.of(header(OURS, NOW)), NOW, Optional.empty(), List.of());

        assertThat(without.diagnosis()).isEqualTo(new Diagnosis.NoHeader());
        assertThat(nowhere.diagnosis()).isEqualTo(new Diagnosis.Unregistered());
    }

    private static Diagnosis examine(String body, String header) {
        return new Examination(bytes(body), Optional.of(header), NOW, Optional.of(bytes(SENT)), KEYS).diagnosis();
    }

    private static String header(Secret secret, Instant at) {
        return Signature.header(List.of(secret), at, bytes(SENT));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
