<?php
// Receives Sarraf's webhooks and fulfils paid orders once: php -S localhost:4242 receiver.php
// Needs PHP 8.1 or newer and nothing else. Environment: XPAY_WEBHOOK_SECRET.
declare(strict_types=1);

const LARGEST = 1024 * 1024; // Bytes: far more than any event has.
const FULFILLING = ['checkout.session.completed', 'checkout.session.async_payment_succeeded'];

$secret = getenv('XPAY_WEBHOOK_SECRET') ?: throw new RuntimeException('XPAY_WEBHOOK_SECRET is not set');

// XPay-Signature: t=<seconds>,v1=<hex>, with one v1 more while the secret is being replaced.
function is_genuine(string $body, string $header, string $secret): bool
{
    $time = '';
    $signatures = [];
    foreach (explode(',', $header) as $field) {
        [$name, $value] = array_pad(explode('=', $field, 2), 2, '');
        if ($name === 't' && $time === '') {
            $time = $value;
        } elseif ($name === 'v1') {
            $signatures[] = $value;
        }
    }
    if (!preg_match('/\A\d{1,12}\z/', $time) || abs(time() - (int) $time) > 300) {
        return false;
    }
    $expected = hash_hmac('sha256', "$time.$body", $secret);
    $isGenuine = false;
    foreach ($signatures as $signature) {
        $isGenuine = hash_equals($expected, $signature) || $isGenuine;
    }
    return $isGenuine;
}

// PHP forgets everything between two requests. A shop keeps these lists in its database, written in the transaction
// that fulfils; here they are a file under a lock.
function with_orders(string $secret, callable $work): mixed
{
    $path = sys_get_temp_dir() . '/xpay-receiver-' . substr(hash('sha256', $secret), 0, 16) . '.json';
    $file = fopen($path, 'c+') ?: throw new RuntimeException("cannot open $path");
    flock($file, LOCK_EX);
    $orders = json_decode(stream_get_contents($file) ?: '{"seen": {}, "fulfilled": {}}', true, flags: JSON_THROW_ON_ERROR);
    $result = $work($orders);
    ftruncate($file, 0);
    rewind($file);
    fwrite($file, json_encode($orders, JSON_FORCE_OBJECT | JSON_THROW_ON_ERROR));
    fclose($file);
    return $result;
}

function say(string $text): void
{
    file_put_contents('php://stdout', "$text\n");
}

function take(array $event, array &$orders): void
{
    if (isset($orders['seen'][$event['id']])) {
        say("Seen before: {$event['id']}");
        return;
    }
    $session = $event['data']['object'];
    $isPaid = in_array($event['type'], FULFILLING, true) && $session['paymentStatus'] === 'paid';
    if ($isPaid && !isset($orders['fulfilled'][$session['id']])) {
        $orders['fulfilled'][$session['id']] = true;
        say("Fulfilled {$session['id']}: {$session['amountTotal']} {$session['currency']} (minor units)");
    }
    $orders['seen'][$event['id']] = true;
}

function answer(int $status, string $text): void
{
    http_response_code($status);
    header('Content-Type: text/plain');
    echo "$text\n";
}

if ($_SERVER['REQUEST_METHOD'] === 'GET') {
    // The page that customers come back to reads the order; it proves nothing by itself.
    $session = basename((string) parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH));
    $isPaid = with_orders($secret, fn (array $orders): bool => isset($orders['fulfilled'][$session]));
    answer(200, $isPaid ? 'Paid.' : 'Waiting.');
    return;
}
// The bytes as they came: JSON that is parsed and written again has others.
$body = (string) file_get_contents('php://input', length: LARGEST);
if (!is_genuine($body, $_SERVER['HTTP_XPAY_SIGNATURE'] ?? '', $secret)) {
    answer(400, 'The signature is wrong or too old.');
    return;
}
with_orders($secret, fn (array &$orders) => take(json_decode($body, true, flags: JSON_THROW_ON_ERROR), $orders));
answer(200, 'Thank you.');
