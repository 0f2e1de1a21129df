package dev.sarraf.page;

import java.util.List;

/// The built-in receiver of webhooks.
///
/// @param address where it receives
/// @param api where the API is
/// @param status where the script asks whether something came
/// @param count how many came in all
/// @param header the name of the header that carries the signature
public record ReceiverView(
        Frame frame, String address, String api, String status, int count, String header, List<Arrival> arrivals) {}
