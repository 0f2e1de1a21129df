package dev.sarraf.processors.mpgs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.processors.Authentication;
import dev.sarraf.processors.Authentication.ChallengeRequired;
import dev.sarraf.processors.Authentication.Failed;
import dev.sarraf.processors.Authentication.Passed;
import dev.sarraf.processors.Authentication.ThreeDSecure;
import dev.sarraf.processors.Authentication.Unanswered;
import dev.sarraf.processors.Authentication.Why;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticationAnswerTest {
    private static final String FRICTIONLESS = """
            "version":"3DS2","payerInteraction":"NOT_REQUIRED",
            "3ds":{"acsEci":"02","authenticationToken":"mHyn+7YFi1EUAREAAAAvNUe6Hv8=","transactionId":"ds-1"},
            "3ds2":{"transactionStatus":"Y","protocolVersion":"2.2.0","dsTransactionId":"ds-1"}""";

    private static final String CHALLENGE = """
            "version":"3DS2","payerInteraction":"REQUIRED",
            "3ds2":{"transactionStatus":"C","protocolVersion":"2.2.0","dsTransactionId":"ds-1"},
            "redirect":{"html":"<script>","domainName":"acs.example","customizedHtml":{"3ds2":{
              "acsUrl":"https://acs.example/challenge","cReq":"eyJ0aHJlZURT_-8"}}}""";

    private static final AuthenticationAnswer REMOTE = new AuthenticationAnswer(Answers.CHECK, false);
    private static final AuthenticationAnswer LOCAL = new AuthenticationAnswer(Answers.CHECK, true);

    @Test
    void a_check_without_a_challenge_brings_what_a_charge_shows() {
        var body = Answers.check("SUCCESSFUL", "PROCEED", "SUCCESS", FRICTIONLESS);

        assertThat(REMOTE.toCheck(read(body)))
                .isEqualTo(new Passed(new ThreeDSecure(
                        "successful",
                        Optional.of("02"),
                        Optional.of("2.2.0"),
                        Optional.of("frictionless"),
                        Optional.of("ds-1"))));
    }

    @Test
    void a_challenge_leads_to_the_issuers_page() {
        var body = Answers.check("PENDING", "PROCEED", "PENDING", CHALLENGE);

        assertThat(REMOTE.toCheck(read(body)))
                .isEqualTo(new ChallengeRequired(URI.create("https://acs.example/challenge"), "eyJ0aHJlZURT_-8"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://acs.example/challenge",
                "http://127.0.0.1:8081/acs",
                "javascript:alert(1)",
                "https://user@acs.example/",
                "https:///nohost",
                "//acs.example/",
                "not a url",
                ""
            })
    void an_issuers_page_that_is_not_on_the_web_is_not_shown(String acsUrl) {
        var body = Answers.check("PENDING", "PROCEED", "PENDING", CHALLENGE)
                .replace("https://acs.example/challenge", acsUrl);

        assertThat(REMOTE.toCheck(read(body))).isInstanceOf(Unanswered.class);
    }

    @Test
    void plain_http_is_for_an_issuer_on_this_machine_of_a_gateway_on_this_machine() {
        var body = Answers.check("PENDING", "PROCEED", "PENDING", CHALLENGE);
        var local = body.replace("https://acs.example", "http://127.0.0.1:8082");
        var remote = body.replace("https://acs.example", "http://acs.example");

        assertThat(LOCAL.toCheck(read(local))).isInstanceOf(ChallengeRequired.class);
        assertThat(LOCAL.toCheck(read(remote))).isInstanceOf(Unanswered.class);
    }

    @Test
    void a_challenge_request_that_could_break_out_of_a_form_is_not_used() {
        var body = Answers.check("PENDING", "PROCEED", "PENDING", CHALLENGE).replace("eyJ0aHJlZURT_-8", "'><b>");

        assertThat(REMOTE.toCheck(read(body))).isInstanceOf(Unanswered.class);
    }

    @ParameterizedTest
    @CsvSource({
        "SUCCESSFUL, PROCEED, SUCCESS, Passed",
        "ATTEMPTED, PROCEED, SUCCESS, Passed",
        "EXEMPT, PROCEED, SUCCESS, Passed",
        "NOT_SUPPORTED, PROCEED, SUCCESS, Passed",
        "NOT_SUPPORTED, PROCEED, FAILURE, Passed",
        "NOT_IN_EFFECT, PROCEED, SUCCESS, Passed",
        "SUCCESSFUL, PROCEED, FAILURE, Unanswered",
        "SUCCESSFUL, DO_NOT_PROCEED, SUCCESS, Failed REJECTED",
        "SUCCESSFUL, REVIEW_AUTHENTICATION_RESULT, SUCCESS, Unanswered",
        "NOT_SUPPORTED, RESUBMIT_WITH_ALTERNATIVE_PAYMENT_DETAILS, FAILURE, Failed REJECTED",
        "FAILED, DO_NOT_PROCEED, FAILURE, Failed FAILED",
        "FAILED, PROCEED, SUCCESS, Failed FAILED",
        "REJECTED, DO_NOT_PROCEED, FAILURE, Failed REJECTED",
        "UNAVAILABLE, DO_NOT_PROCEED, FAILURE, Failed UNAVAILABLE",
        "UNAVAILABLE, PROCEED, SUCCESS, Failed UNAVAILABLE",
        "PENDING, PROCEED, PENDING, Pending",
        "AVAILABLE, PROCEED, SUCCESS, Unanswered",
        "REQUIRED, PROCEED, SUCCESS, Unanswered",
        "OF_TOMORROW, PROCEED, SUCCESS, Unanswered",
    })
    void every_status_means_one_thing(String status, String recommendation, String result, String meaning) {
        var standing = REMOTE.toLookUp(read(Answers.check(status, recommendation, result, "")));

        assertThat(shown(standing)).isEqualTo(meaning);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"3ds2\":{\"transactionStatus\":\"N\",\"challengeCancel\":\"01\"} | CANCELED",
                "\"challengeCancel\":\"01\" | CANCELED",
                "\"3ds2\":{\"challengeCancel\":\"04\"} | FAILED",
                "\"3ds2\":{\"challengeCancel\":null} | FAILED",
            })
    void a_customer_who_gave_up_is_told_apart_from_one_who_failed(String authentication, Why why) {
        var body = Answers.check("FAILED", "DO_NOT_PROCEED", "FAILURE", authentication);

        assertThat(REMOTE.toLookUp(read(body)))
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.why()).isEqualTo(why));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"id\":\"pi_test_1\" | \"id\":\"pi_test_2\"",
                "\"id\":\"a1\" | \"id\":\"a2\"",
                "\"type\":\"AUTHENTICATION\" | \"type\":\"PAYMENT\"",
                "TESTSARRAF | TESTOTHER",
                "\"amount\":150.00 | \"amount\":15.00",
                "\"currency\":\"EGP\" | \"currency\":\"USD\"",
                "\"authenticationStatus\":\"AUTHENTICATION_SUCCESSFUL\"}} | \"status\":\"AUTHENTICATION_SUCCESSFUL\"}}",
            })
    void a_check_of_something_else_is_not_ours(String original, String changed) {
        var body = Answers.check("SUCCESSFUL", "PROCEED", "SUCCESS", FRICTIONLESS);
        assertThat(body).contains(original);

        var answer = read(body.replace(original, changed));

        assertThat(REMOTE.toCheck(answer)).isInstanceOf(Unanswered.class);
        assertThat(REMOTE.toLookUp(answer)).isInstanceOf(Unanswered.class);
    }

    @Test
    void the_first_step_goes_on_where_a_check_can_be_made() {
        var body = started("AVAILABLE", "PROCEED");

        assertThat(REMOTE.toStart(read(body))).isEqualTo(new AuthenticationAnswer.Start.GoOn());
    }

    @ParameterizedTest
    @CsvSource({
        "NOT_SUPPORTED, PROCEED, Passed",
        "UNAVAILABLE, PROCEED, Failed UNAVAILABLE",
        "NOT_SUPPORTED, RESUBMIT_WITH_ALTERNATIVE_PAYMENT_DETAILS, Failed REJECTED",
        "AVAILABLE, DO_NOT_PROCEED, Unanswered",
        "SUCCESSFUL, PROCEED, Unanswered",
    })
    void the_first_step_is_the_last_where_no_check_can_be_made(String status, String recommendation, String meaning) {
        assertThat(REMOTE.toStart(read(started(status, recommendation))))
                .isInstanceOfSatisfying(
                        AuthenticationAnswer.Start.Over.class,
                        over -> assertThat(shown(over.authentication())).isEqualTo(meaning));
    }

    @Test
    void a_card_without_3d_secure_has_a_result_and_nothing_else() {
        assertThat(REMOTE.toLookUp(read(started("NOT_SUPPORTED", "PROCEED"))))
                .isEqualTo(new Passed(new ThreeDSecure(
                        "not_supported", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty())));
    }

    @ParameterizedTest
    @CsvSource({"400, INVALID_REQUEST", "403, REQUEST_REJECTED", "503, SERVER_BUSY", "500, SERVER_FAILED"})
    void a_problem_answers_nothing(int status, String cause) {
        var answer = Answer.read(new Reply.Received(status, Answers.problem(cause, "Unable to find order 1")));

        assertThat(REMOTE.toStart(answer)).isInstanceOf(AuthenticationAnswer.Start.Over.class);
        assertThat(REMOTE.toCheck(answer)).isInstanceOf(Unanswered.class);
        assertThat(REMOTE.toLookUp(answer)).isInstanceOf(Unanswered.class);
    }

    /// The first step is not told the amount, and the gateway answers it with none.
    private static String started(String status, String recommendation) {
        return Answers.check(status, recommendation, "SUCCESS", "")
                .replace("\"id\":\"pi_test_1\",\"amount\":150.00", "\"id\":\"pi_test_1\"")
                .replace("\"amount\":150.00", "\"amount\":0");
    }

    private static Answer read(String body) {
        return Answer.read(new Reply.Received(201, body));
    }

    private static String shown(Authentication authentication) {
        var name = authentication.getClass().getSimpleName();
        return authentication instanceof Failed(var why, var _) ? name + " " + why : name;
    }
}
