<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Model;

use Magento\Backend\Model\Auth\Session;
use Magento\Framework\AuthorizationInterface;
use Orderbridge\Connector\Rules\SessionToken;
use Orderbridge\Connector\Rules\Uuid;

/** Who looks at the bridge's page, and what this person may do. */
class Viewer
{
    public function __construct(
        private readonly Session $session,
        private readonly AuthorizationInterface $authorization,
        private readonly Config $config,
        private readonly Addresses $addresses,
        private readonly Clock $clock
    ) {
    }

    /** @return string|null null: nobody is signed in, or the store is not connected */
    public function token(): ?string
    {
        $user = $this->session->getUser();
        $key = $this->config->sessionKey();
        if ($user === null || $this->config->storeCode() === '' || strlen($key) < SessionToken::KEY_LENGTH) {
            return null;
        }
        return SessionToken::sign(
            $key,
            $this->addresses->base(),
            $this->config->storeCode(),
            (string)$user->getId(),
            (string)$user->getName(),
            $this->roles(),
            (string)$user->getInterfaceLocale(),
            $this->clock->now(),
            Uuid::v4()
        );
    }

    /** @return string[] */
    private function roles(): array
    {
        $isAllowed = fn (string $role): bool => $this->authorization->isAllowed("Orderbridge_Connector::$role");
        return array_values(array_filter(SessionToken::ROLES, $isAllowed));
    }
}
