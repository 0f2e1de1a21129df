package dev.sarraf.simulator;

import dev.sarraf.simulator.acs.Acs;
import dev.sarraf.simulator.admin.AdminApi;
import dev.sarraf.simulator.gateway.GatewayApi;
import dev.sarraf.simulator.gateway.GatewayError;
import dev.sarraf.simulator.local.LocalApi;
import dev.sarraf.simulator.web.Answer;
import dev.sarraf.simulator.web.MalformedJson;
import dev.sarraf.simulator.web.Pages;
import dev.sarraf.simulator.web.Request;
import java.util.List;
import java.util.Map;

/// Who answers which path.
final class Site {
    private final GatewayApi gateway;
    private final Acs acs;
    private final AdminApi admin;
    private final LocalApi local;

    Site(GatewayApi gateway, Acs acs, AdminApi admin, LocalApi local) {
        this.gateway = gateway;
        this.acs = acs;
        this.admin = admin;
        this.local = local;
    }

    Answer answer(Request request) {
        try {
            if (request.startsWith("api")) {
                return gateway.answer(request);
            }
            if (request.startsWith("acs")) {
                return acs.answer(request);
            }
            if (request.startsWith("simulator")) {
                return admin.answer(request);
            }
            if (request.startsWith("local")) {
                return local.answer(request);
            }
            if (request.path().equals(List.of(""))) {
                return request.method().equals("GET") || request.method().equals("HEAD")
                        ? Pages.page(200, "home", Map.of(), "'none'")
                        : trouble(405);
            }
            return trouble(404);
        } catch (GatewayError e) {
            return e.answer();
        } catch (MalformedJson e) {
            return GatewayError.request(String.valueOf(e.getMessage())).answer();
        }
    }

    /// The answer to what never became a request, or broke us.
    static Answer.Whole trouble(int status) {
        return switch (status) {
            case 404 ->
                GatewayError.withStatus(404, "There is no such operation").answer();
            case 405 ->
                GatewayError.withStatus(405, "This is not how it is asked for").answer();
            case 413 -> GatewayError.withStatus(413, "The body is too large").answer();
            default ->
                status < 500
                        ? GatewayError.withStatus(status, "The request is malformed")
                                .answer()
                        : GatewayError.failed(status).answer();
        };
    }
}
