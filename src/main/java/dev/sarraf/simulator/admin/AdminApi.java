package dev.sarraf.simulator.admin;

import dev.sarraf.simulator.gateway.GatewayError;
import dev.sarraf.simulator.gateway.Merchant;
import dev.sarraf.simulator.gateway.Merchants;
import dev.sarraf.simulator.gateway.Times;
import dev.sarraf.simulator.record.Journal;
import dev.sarraf.simulator.web.Answer;
import dev.sarraf.simulator.web.Json;
import dev.sarraf.simulator.web.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// `/simulator/…`, with the credentials of the merchant it is about.
public final class AdminApi {
    /// Ten years: beyond every deadline that a test could wait for.
    private static final long MAX_AHEAD_SECONDS = 10L * 365 * 24 * 3600;

    private final Merchants merchants;
    private final Journal journal;

    public AdminApi(Merchants merchants, Journal journal) {
        this.merchants = merchants;
        this.journal = journal;
    }

    /// Answers a call of this interface.
    ///
    /// @param request one whose path begins with `/simulator`
    /// @throws GatewayError for everything that is not carried out
    public Answer answer(Request request) {
        var path = request.path();
        if (path.equals(List.of("simulator", "healthz"))) {
            return health();
        }
        if (path.size() != 4 || !path.get(1).equals("merchants")) {
            throw GatewayError.withStatus(404, "There is no such operation");
        }
        var merchant = merchants.authenticate(path.get(2), request.authorization());
        return switch (path.get(3) + " " + request.method()) {
            case "record GET" -> record(merchant, request);
            case "statement GET" -> Statement.of(merchant, request);
            case "clock GET" -> clock(merchant);
            case "clock PUT" -> moveClock(merchant, Json.parse(request.body().array()));
            case "faults GET" -> faults(merchant);
            case "faults PUT" -> {
                var wanted = FaultRequest.parse(Json.parse(request.body().array()));
                merchant.faults().replace(wanted.faults(), wanted.wipesSecurityCodeAtOnce());
                yield faults(merchant);
            }
            case "faults DELETE" -> {
                merchant.faults().replace(List.of(), false);
                yield faults(merchant);
            }
            default ->
                throw List.of("record", "statement", "clock", "faults").contains(path.get(3))
                        ? GatewayError.withStatus(405, "This is not how it is asked for")
                        : GatewayError.withStatus(404, "There is no such operation");
        };
    }

    private Answer health() {
        return Answer.json(
                journal.sound() ? 200 : 503, Json.object().put("status", journal.sound() ? "up" : "record unwritable"));
    }

    private static Answer clock(Merchant merchant) {
        return Answer.json(
                200, Json.object().put("aheadSeconds", merchant.aheadSeconds()).put("now", Times.text(merchant.now())));
    }

    private static Answer moveClock(Merchant merchant, ObjectNode wanted) {
        var seconds = wanted.path("aheadSeconds");
        if (!seconds.isIntegralNumber()
                || !seconds.canConvertToLong()
                || seconds.longValue() < 0
                || seconds.longValue() > MAX_AHEAD_SECONDS) {
            throw GatewayError.invalid("aheadSeconds", "Value must be an integer from 0 to " + MAX_AHEAD_SECONDS);
        }
        merchant.moveClock(seconds.longValue());
        return clock(merchant);
    }

    private static Answer faults(Merchant merchant) {
        var view = Json.object();
        var list = view.putArray("faults");
        merchant.faults().waiting().forEach(it -> list.add(it.view()));
        view.put("wipeSecurityCodeAfterFirstUse", merchant.faults().wipesSecurityCodeAtOnce());
        return Answer.json(200, view);
    }

    /// What the bank did for this merchant, a line each, without what only the simulator itself needs.
    private Answer record(Merchant merchant, Request request) {
        merchant.orders().settleAllDue();
        var order = request.query().get("orderId");
        var after = request.query().getOrDefault("after", "0");
        if (!after.matches("[0-9]{1,18}")) {
            throw GatewayError.invalid("after", "Value must be the number of a line");
        }
        long first = Long.parseLong(after);
        return new Answer.Streamed(
                "application/x-ndjson",
                out -> journal.forEach(line -> {
                    if (line.path("merchant").stringValue("").equals(merchant.id())
                            && line.path("seq").longValue() > first
                            && (order == null || order.equals(line.path("order").stringValue("")))) {
                        try {
                            out.write(Json.bytes(line.without(List.of("state", "answerLength"))));
                            out.write('\n');
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    }
                }));
    }
}
