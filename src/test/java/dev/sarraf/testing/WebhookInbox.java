package dev.sarraf.testing;

import java.net.URI;
import java.util.ArrayList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A merchant's webhook endpoint that answers 200, and in which a certain event can be waited for.
public final class WebhookInbox implements AutoCloseable {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final WebhookReceiver receiver = WebhookReceiver.start();

    /// One delivery.
    public record Delivery(String signature, String body) {
        public JsonNode event() {
            return MAPPER.readTree(body);
        }

        public String type() {
            return event().get("type").stringValue();
        }

        String objectId() {
            return event().get("data").get("object").get("id").stringValue();
        }
    }

    public URI url() {
        return URI.create(receiver.url());
    }

    /// The next delivery of this type about this object. Others on the way are dropped, and named where it never comes.
    public Delivery await(String type, String objectId) {
        var dropped = new ArrayList<String>();
        try {
            while (true) {
                var received = receiver.next();
                var delivery = new Delivery(received.header("XPay-Signature"), received.text());
                if (delivery.type().equals(type) && delivery.objectId().equals(objectId)) {
                    return delivery;
                }
                dropped.add(delivery.type() + " of " + delivery.objectId());
            }
        } catch (AssertionError e) {
            throw new AssertionError("no " + type + " of " + objectId + " arrived, but " + dropped, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// All that has arrived so far, waited for or not.
    public java.util.List<Delivery> all() {
        return receiver.all().stream()
                .map(received -> new Delivery(received.header("XPay-Signature"), received.text()))
                .toList();
    }

    @Override
    public void close() {
        receiver.close();
    }
}
