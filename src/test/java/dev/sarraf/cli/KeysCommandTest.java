package dev.sarraf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.TestApp;
import dev.sarraf.testing.Eventually;
import dev.sarraf.testing.Shop;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `./sarraf keys` and `./sarraf merchants` as typed beside a server at work.
class KeysCommandTest {
    private static TestApp app;

    @BeforeAll
    static void start() {
        app = TestApp.start();
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @Test
    void a_restricted_key_is_made_shown_once_listed_masked_and_revoked() {
        var made = run(
                "keys",
                "create",
                "--name",
                "Shop plugin",
                "--permission",
                "REFUNDS_WRITE",
                "--permission",
                "charges_read");

        assertThat(made.status()).as(made.err()).isZero();
        assertThat(made.out()).matches("rk_test_[0-9A-Za-z]{38}\n");
        var id = id(made.err());
        var shop = shop(made.out());
        assertThat(shop.get("/refunds").status()).isEqualTo(200);
        assertThat(shop.get("/balance").status()).isEqualTo(403);

        var list = run("keys", "list");
        assertThat(list.out())
                .containsPattern(id + "  rk_test_…\\w{4}  active  created \\S+Z  used \\S+Z  \"Shop plugin\"\n"
                        + "    REFUNDS_WRITE, CHARGES_READ\n")
                .containsPattern("key_test_\\w{24}  sk_test_…\\w{4}  active")
                .containsPattern("key_test_\\w{24}  pk_test_…\\w{4}  active  created \\S+Z  used never")
                .doesNotContain(made.out().strip());

        var revoked = run("keys", "revoke", id);
        assertThat(revoked.out()).isEqualTo(id + " does not work any more.\n");
        Eventually.becomes(() -> shop.get("/refunds").status(), status -> status == 401);
        assertThat(run("keys", "revoke", id).err()).contains("does not work any more already");
        assertThat(run("keys", "list").out()).contains(id).contains("revoked ");
    }

    @Test
    void the_key_of_test_env_is_rolled_and_the_new_one_stands_there() throws IOException {
        var old = app.environment().getProperty("XPAY_SECRET_KEY");
        var id = Pattern.compile("(key_test_\\w{24})  sk_test_…" + old.substring(old.length() - 4))
                .matcher(run("keys", "list").out())
                .results()
                .map(line -> line.group(1))
                .findFirst()
                .orElseThrow();

        var rolled = run("keys", "roll", id, "--overlap", "1h");

        assertThat(rolled.status()).as(rolled.err()).isZero();
        assertThat(rolled.err()).contains(id + " works for another 1h.").contains("test.env");
        assertThat(Files.readString(app.dataDir().resolve("test.env")))
                .contains("XPAY_SECRET_KEY=" + rolled.out().strip())
                .contains("XPAY_PUBLISHABLE_KEY=" + app.environment().getProperty("XPAY_PUBLISHABLE_KEY"));
        assertThat(shop(old).get("/balance").status()).isEqualTo(200);
        assertThat(shop(rolled.out()).get("/balance").status()).isEqualTo(200);

        var again = run("keys", "roll", id(rolled.err()), "--overlap", "0s");
        assertThat(again.err()).contains("does not work any more.");
        Eventually.becomes(() -> shop(rolled.out()).get("/balance").status(), status -> status == 401);
        assertThat(shop(again.out()).get("/balance").status()).isEqualTo(200);
        assertThat(run("keys", "roll", id).err()).isEqualTo("sarraf: The key " + id + " has been rolled already.\n");
    }

    @Test
    void a_merchant_is_activated_for_live_payments_and_deactivated() {
        var live =
                shop(run("keys", "create", "--mode", "live", "--kind", "secret").out());
        var merchant = live.get("/account").expect(200).get("id").stringValue();
        assertThat(run("merchants", "list").out()).contains(merchant + "  test only       Nile Outfitters\n");

        assertThat(run("merchants", "activate", merchant).out()).isEqualTo(merchant + " may take live payments.\n");

        Eventually.becomes(() -> live.get("/balance").status(), status -> status == 200);
        assertThat(run("merchants", "list").out()).contains(merchant + "  live and test ");
        assertThat(run("merchants", "deactivate", merchant).status()).isZero();
        Eventually.becomes(() -> live.get("/balance").status(), status -> status == 403);
        var second = run("keys", "create", "--mode", "live", "--kind", "secret");
        assertThat(second.status()).isEqualTo(1);
        assertThat(second.err()).containsPattern("There is such a key already, sk_live_…\\w{4}\\. Roll key_live_");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "keys",
                "merchants",
                "keys create",
                "keys create --permission NONSENSE_READ",
                "keys create --kind secret --permission REFUNDS_READ",
                "keys create --permission REFUNDS_READ --mode trial",
                "keys create --permission REFUNDS_READ --merchant me",
                "keys roll",
                "keys roll sk_test_abc",
                "keys roll key_test_abcdefghijklmnopqrstuvwx --overlap 8d",
                "keys revoke nothing",
                "merchants activate me"
            })
    void what_makes_no_sense_is_a_wrong_use(String line) {
        var result = run(line.split(" ", -1));

        assertThat(result.status()).as(result.err()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "keys revoke key_test_abcdefghijklmnopqrstuvwx",
                "keys create --permission REFUNDS_READ --merchant mer_abcdefghijklmnopqrstuvwx",
                "merchants activate mer_abcdefghijklmnopqrstuvwx"
            })
    void what_is_not_there_is_named(String line) {
        var result = run(line.split(" ", -1));

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err()).startsWith("sarraf: ").contains("abcdefghijklmnopqrstuvwx");
    }

    private static CommandRun run(String... words) {
        return CommandRun.of(
                Map.of(
                        "SARRAF_DATA_DIR", app.dataDir().toString(),
                        "SARRAF_DATABASE_URL", app.databaseUrl()),
                Stream.of(words).toArray(String[]::new));
    }

    private static Shop shop(String key) {
        return new Shop(app.url(), key.strip());
    }

    private static String id(String remark) {
        return remark.substring(0, remark.indexOf(' '));
    }
}
