package dev.sarraf.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.db.Database;
import dev.sarraf.db.Tx;
import dev.sarraf.errors.ErrorCode;
import dev.sarraf.errors.Reason;
import dev.sarraf.errors.Refusal;
import dev.sarraf.ids.Mode;
import dev.sarraf.merchants.MerchantId;
import dev.sarraf.testing.Shop;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Work that fails, is refused, dies and is raced, each time with a key.
class IdempotencyTest {
    private static KeyedServer server;

    /// Another one in each test, so that all of them can use the same keys.
    private Shop shop;

    private final AtomicInteger intended = new AtomicInteger();

    @BeforeAll
    static void start() {
        server = new KeyedServer();
    }

    @BeforeEach
    void newMerchant() {
        shop = server.newMerchant();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void a_refusal_undoes_the_effect_and_stays_the_answer() {
        var woken = new AtomicInteger();
        server.inTransaction(tx -> {
            server.effect(tx);
            tx.afterCommit(woken::incrementAndGet);
            throw Refusal.conflict(ErrorCode.RESOURCE_INVALID_STATE, "not now");
        });
        long before = server.effects();

        var first = post("a");
        server.inTransaction(this::done);
        var again = post("a");

        assertThat(first.expect(409).at("/error/message").stringValue()).isEqualTo("not now");
        assertReplayed(again, first);
        assertThat(server.effects()).isEqualTo(before);
        assertThat(woken).hasValue(0);
        assertThat(post("b").status()).isEqualTo(200);
        assertThat(server.effects()).isEqualTo(before + 1);
    }

    @ParameterizedTest
    @EnumSource(Reason.class)
    void what_says_that_nothing_was_tried_is_not_kept(Reason reason) {
        boolean isKept =
                List.of(Reason.INVALID, Reason.NOT_FOUND, Reason.CONFLICT).contains(reason);
        server.inTransaction(tx -> {
            server.effect(tx);
            throw Refusal.of(reason, ErrorCode.INVALID_REQUEST, "refused");
        });
        long before = server.effects();

        var first = post("a");
        server.inTransaction(this::done);
        var again = post("a");

        assertThat(first.status()).isEqualTo(reason.status());
        assertThat(again.status()).isEqualTo(isKept ? reason.status() : 200);
        assertThat(server.effects()).isEqualTo(isKept ? before : before + 1);
    }

    @Test
    void a_bug_is_not_kept() {
        server.inTransaction(tx -> {
            server.effect(tx);
            throw new IllegalStateException("a bug");
        });
        long before = server.effects();

        post("a").expect(500);
        server.inTransaction(this::done);

        post("a").expect(200);
        assertThat(server.effects()).isEqualTo(before + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"40001", "40P01"})
    void work_that_the_database_asks_to_repeat_is_repeated(String state) {
        var tries = new AtomicInteger();
        server.inTransaction(tx -> {
            server.effect(tx);
            if (tries.incrementAndGet() < 3) {
                tx.update("DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '" + state + "'; END $$")
                        .execute();
            }
            return Response.text(200, "try " + tries);
        });
        long before = server.effects();

        var first = post("a");
        var again = post("a");

        assertThat(first.text()).isEqualTo("try 3");
        assertReplayed(again, first);
        assertThat(server.effects()).isEqualTo(before + 1);
    }

    @Test
    void a_request_that_comes_meanwhile_is_refused_at_once() throws Exception {
        var begun = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        server.inTransaction(tx -> {
            begun.countDown();
            await(goOn);
            return done(tx);
        });

        var first = CompletableFuture.supplyAsync(() -> post("a"));
        begun.await();
        var meanwhile = post("a");
        goOn.countDown();

        assertBusy(meanwhile);
        var done = first.get();
        assertReplayed(post("a"), done);
    }

    @Test
    void merchants_have_keys_of_their_own() {
        var other = server.newMerchant();
        server.inTransaction(this::done);

        var mine = post("a");
        var theirs = post(other, "/transaction", "a", "{\"another\": \"body\"}");

        assertThat(theirs.expect(200)).isNotEqualTo(mine.expect(200));
        assertReplayed(post(other, "/transaction", "a", "{\"another\": \"body\"}"), theirs);
        assertReplayed(post("a"), mine);
    }

    @Test
    void modes_have_keys_of_their_own() {
        var merchant = MerchantId.random();
        var test = new IdempotencyKey(Mode.TEST, merchant, "a");
        var live = new IdempotencyKey(Mode.LIVE, merchant, "a");

        assertThat(live.lock()).isNotEqualTo(test.lock());
        assertThat(live.place()).isNotEqualTo(test.place());
    }

    @Test
    void a_body_that_is_no_json_counts_by_its_bytes() {
        server.inTransaction(this::done);

        post(shop, "/transaction", "a", "a b").expect(200);

        assertThat(post(shop, "/transaction", "a", "a b").header("Idempotent-Replayed"))
                .isEqualTo("true");
        post(shop, "/transaction", "a", "a  b").expect(400);
        post(shop, "/transaction", "a", "").expect(400);
        post(shop, "/transaction", "a", "\"a b\"").expect(400);
    }

    @Test
    void bodies_of_another_meaning_are_another_request() {
        server.inTransaction(this::done);
        post(shop, "/transaction", "a", "{\"x\": [1, {\"b\": 1, \"a\": null}]}").expect(200);

        assertThat(post(shop, "/transaction", "a", "{ \"x\" : [1,{\"a\":null,\"b\":1}]}")
                        .status())
                .isEqualTo(200);
        for (var another : List.of(
                "{\"x\": [{\"b\": 1, \"a\": null}, 1]}",
                "{\"x\": [1, {\"b\": 1}]}",
                "{\"x\": [\"1\", {\"b\": 1, \"a\": null}]}",
                "{\"x\": [1, {\"b\": 1, \"a\": null}], \"y\": null}",
                "{\"x\": [1, {\"b\": 1, \"a\": null}], \"x\": [1, {\"b\": 1, \"a\": null}]}")) {
            post(shop, "/transaction", "a", another).expect(400);
        }
    }

    @Test
    void an_answer_without_a_body_is_told_again() {
        server.inTransaction(_ -> Response.noContent());

        var first = post("a");

        assertThat(first.status()).isEqualTo(204);
        assertReplayed(post("a"), first);
    }

    @Test
    void steps_are_taken_once() {
        server.inSteps(new Work(this::answer));

        var first = step("a");
        var again = step("a");

        first.expect(200);
        assertReplayed(again, first);
        assertThat(intended).hasValue(1);
    }

    @Test
    void without_a_key_each_call_is_one_of_its_own() {
        server.inSteps(new Work(this::answer));

        var first = shop.post("/steps", "{}");
        var second = shop.post("/steps", "{}");

        assertThat(second.expect(200)).isNotEqualTo(first.expect(200));
        assertThat(intended).hasValue(2);
    }

    @Test
    void a_repeat_of_steps_that_failed_goes_on_at_once_from_the_same_object() {
        server.inSteps(new Work(_ -> {
            throw Refusal.of(Reason.BAD_GATEWAY, ErrorCode.INTERNAL_ERROR, "no bank");
        }));
        step("a").expect(502);
        server.inSteps(new Work(_ -> {
            throw new IllegalStateException("a bug");
        }));
        step("a").expect(500);
        server.inSteps(new Work(_ -> Response.text(503, "later")));
        assertThat(step("a").status()).isEqualTo(503);
        server.inSteps(new Work(this::answer));

        var done = step("a");

        assertThat(done.expect(200).get("id").stringValue()).isEqualTo("obj_1");
        assertThat(done.header("Idempotent-Replayed")).isEmpty();
        assertReplayed(step("a"), done);
        assertThat(intended).hasValue(1);
    }

    @Test
    void a_refusal_of_a_step_is_kept() {
        server.inSteps(new Work(id -> {
            throw Refusal.conflict(ErrorCode.RESOURCE_INVALID_STATE, "declined " + id);
        }));
        var first = step("a");
        server.inSteps(new Work(this::answer));

        assertThat(first.expect(409).at("/error/message").stringValue()).isEqualTo("declined obj_1");
        assertReplayed(step("a"), first);
        assertThat(intended).hasValue(1);
    }

    @Test
    void what_may_not_be_intended_is_undone_and_kept() {
        long before = server.effects();
        server.inSteps(new Work(this::answer) {
            @Override
            public String intend(Tx tx) {
                super.intend(tx);
                throw Refusal.conflict(ErrorCode.CHARGE_NOT_CAPTURED, "nothing to refund");
            }
        });
        var first = step("a");
        server.inSteps(new Work(this::answer));

        first.expect(409);
        assertReplayed(step("a"), first);
        assertThat(server.effects()).isEqualTo(before);
    }

    @Test
    void a_repeat_during_the_steps_waits_for_nobody() throws Exception {
        var begun = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        server.inSteps(new Work(id -> {
            begun.countDown();
            await(goOn);
            return answer(id);
        }));

        var first = CompletableFuture.supplyAsync(() -> step("a"));
        begun.await();
        var meanwhile = step("a");
        goOn.countDown();

        assertBusy(meanwhile);
        var done = first.get();
        assertReplayed(step("a"), done);
        assertThat(intended).hasValue(1);
    }

    @Test
    void a_repeat_that_finds_the_object_done_answers_for_both() throws Exception {
        var begun = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        server.inSteps(
                new Work(id -> {
                    begun.countDown();
                    await(goOn);
                    return Response.text(200, "the slow one's words about " + id);
                }) {
                    @Override
                    public Optional<Response> finished(String id) {
                        return Optional.of(answer(id));
                    }
                });

        var slow = CompletableFuture.supplyAsync(() -> step("a"));
        begun.await();
        var quick = step("a");
        goOn.countDown();

        assertThat(quick.expect(200).get("id").stringValue()).isEqualTo("obj_1");
        assertReplayed(slow.get(), quick);
        assertReplayed(step("a"), quick);
    }

    @Test
    void a_call_whose_process_is_gone_is_taken_over() throws Exception {
        var begun = new CountDownLatch(1);
        var wakeUp = new CountDownLatch(1);
        server.inSteps(new Work(id -> {
            begun.countDown();
            await(wakeUp);
            return Response.text(200, "too late for " + id);
        }));
        var asleep = CompletableFuture.supplyAsync(() -> step("a"));
        begun.await();
        server.inSteps(new Work(this::answer));
        assertBusy(step("a"));

        server.leaseEnds("a");
        var next = step("a");
        wakeUp.countDown();

        assertThat(next.expect(200).get("id").stringValue()).isEqualTo("obj_1");
        assertReplayed(asleep.get(), next);
        assertReplayed(step("a"), next);
        assertThat(intended).hasValue(1);
    }

    @Test
    void one_that_was_taken_over_gives_nothing_up() throws Exception {
        var firstBegun = new CountDownLatch(1);
        var firstFails = new CountDownLatch(1);
        server.inSteps(new Work(_ -> {
            firstBegun.countDown();
            await(firstFails);
            throw Refusal.of(Reason.BAD_GATEWAY, ErrorCode.INTERNAL_ERROR, "no bank");
        }));
        var first = CompletableFuture.supplyAsync(() -> step("a"));
        firstBegun.await();
        server.leaseEnds("a");
        var secondBegun = new CountDownLatch(1);
        var secondGoesOn = new CountDownLatch(1);
        server.inSteps(new Work(id -> {
            secondBegun.countDown();
            await(secondGoesOn);
            return answer(id);
        }));
        var second = CompletableFuture.supplyAsync(() -> step("a"));
        secondBegun.await();

        firstFails.countDown();
        first.get().expect(502);
        var third = step("a");
        secondGoesOn.countDown();

        assertBusy(third);
        second.get().expect(200);
        assertReplayed(step("a"), second.get());
    }

    @Test
    void keys_older_than_a_day_are_purged_and_no_others() {
        server.update("""
                INSERT INTO idempotency_keys (merchant_id, key, fingerprint, status, answer, created_at)
                SELECT 'mer_x', 'old-' || n, sha256(''), 200, '', clock_timestamp() - interval '24 h' * n
                  FROM generate_series(1, 2500) AS n
                """);
        server.update("""
                INSERT INTO idempotency_keys (merchant_id, key, fingerprint, status, answer, created_at)
                SELECT 'mer_x', 'young-' || n, sha256(''), 200, '', clock_timestamp() - interval '23 h 59 min'
                  FROM generate_series(1, 20) AS n
                """);

        assertThat(server.idempotency().purge()).isEqualTo(2_500);
        assertThat(server.idempotency().purge()).isZero();

        assertThat(server.count("idempotency_keys WHERE merchant_id = 'mer_x'")).isEqualTo(20);
    }

    /// Makes an effect and names it.
    private Response done(Tx tx) {
        return Response.text(200, "{\"id\":\"" + server.effect(tx) + "\"}");
    }

    private Response answer(String id) {
        return Response.ok(Json.object().put("id", id));
    }

    private Shop.Answer post(String key) {
        return post(shop, "/transaction", key, "{}");
    }

    private Shop.Answer step(String key) {
        return post(shop, "/steps", key, "{}");
    }

    private static Shop.Answer post(Shop merchant, String path, String key, String body) {
        return merchant.send(merchant.request(path)
                .header("Idempotency-Key", key)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    private static void assertReplayed(Shop.Answer again, Shop.Answer first) {
        assertThat(again.status()).as(again.text()).isEqualTo(first.status());
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.header("Content-Type")).isEqualTo(first.header("Content-Type"));
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
    }

    private static void assertBusy(Shop.Answer answer) {
        assertThat(answer.expect(409).at("/error/type").stringValue()).isEqualTo("idempotency_error");
        assertThat(answer.json().at("/error/code").stringValue()).isEqualTo("idempotency_key_in_use");
        assertThat(answer.header("Retry-After")).isEqualTo("1");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Intends an effect with a number of its own, and goes on as the test says.
    private class Work implements Idempotency.Steps {
        private final Function<String, Response> rest;

        Work(Function<String, Response> rest) {
            this.rest = rest;
        }

        @Override
        public String intend(Tx tx) {
            server.effect(tx);
            return "obj_" + intended.incrementAndGet();
        }

        @Override
        public Response carryOn(String id) {
            Database.requireNoTransaction("carrying on");
            return rest.apply(id);
        }

        @Override
        public Optional<Response> finished(String id) {
            return Optional.empty();
        }
    }
}
