<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Bridge;

/** What the bridge answered. Status 0: nothing, and `error` says why. */
final class Answer
{
    public function __construct(
        public readonly int $status,
        public readonly string $body,
        public readonly ?string $retryAfter = null,
        public readonly ?string $error = null
    ) {
    }

    public function isOk(): bool
    {
        return $this->status >= 200 && $this->status < 300;
    }

    /** @return array<mixed> the body as JSON; empty when it is none */
    public function json(): array
    {
        $value = json_decode($this->body, true, 16);
        return is_array($value) ? $value : [];
    }

    /** @return string for people and logs: "HTTP 401: Not accepted: no signature fits." */
    public function describe(): string
    {
        if ($this->status === 0) {
            return (string)$this->error;
        }
        $message = $this->message();
        return "HTTP $this->status" . ($message === '' ? '' : ": $message");
    }

    /** @return string for whoever sits in front of it: what the bridge says, and a status only when it says nothing */
    public function reason(): string
    {
        $message = $this->message();
        return $message === '' ? $this->describe() : $message;
    }

    private function message(): string
    {
        $message = $this->json()['message'] ?? '';
        $text = is_string($message) ? (string)preg_replace('/[\x00-\x1f\x7f]+/', ' ', $message) : '';
        return mb_strcut($text, 0, 300, 'UTF-8');
    }
}
