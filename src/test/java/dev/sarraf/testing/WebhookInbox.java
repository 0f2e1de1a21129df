package dev.sarraf.testing;

import java.net.URI;
import java.util.List;
import java.util.Optional;
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

        boolean is(String wanted, String objectId) {
            return type().equals(wanted) && objectId().equals(objectId);
        }

        String objectId() {
            return event().get("data").get("object").get("id").stringValue();
        }
    }

    public URI url() {
        return URI.create(receiver.url());
    }

    /// The first delivery of this type about this object, come already or still to come.
    public Delivery await(String type, String objectId) {
        try {
            var found = find(type, objectId);
            while (found.isEmpty()) {
                receiver.next();
                found = find(type, objectId);
            }
            return found.get();
        } catch (AssertionError e) {
            var others = all().stream()
                    .map(delivery -> delivery.type() + " of " + delivery.objectId())
                    .toList();
            throw new AssertionError("no " + type + " of " + objectId + " arrived, but " + others, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// How often an event of this type about this object has arrived so far.
    public long count(String type, String objectId) {
        return all().stream().filter(delivery -> delivery.is(type, objectId)).count();
    }

    private Optional<Delivery> find(String type, String objectId) {
        return all().stream().filter(delivery -> delivery.is(type, objectId)).findFirst();
    }

    /// All that has arrived so far, waited for or not.
    public List<Delivery> all() {
        return receiver.all().stream()
                .map(received -> new Delivery(received.header("XPay-Signature"), received.text()))
                .toList();
    }

    @Override
    public void close() {
        receiver.close();
    }
}
