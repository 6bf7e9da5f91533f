<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Model\Outbox;

use Magento\Framework\Model\CallbackPool;
use Orderbridge\Connector\Rules\Uuid;

/**
 * A name for the transaction that is under way, so that ten saves of an order in one transaction are one fact and one
 * save in the next is another. After a rollback the name stays: the rows that bore it are gone.
 */
class CurrentTransaction
{
    private ?string $name = null;

    public function __construct(private readonly Table $table)
    {
    }

    public function name(): string
    {
        $connection = $this->table->connection();
        if ($connection->getTransactionLevel() === 0) {
            return Uuid::v4();
        }
        // Each time: a rollback forgets the callbacks.
        // @phpstan-ignore argument.type (Magento's comment says array; it calls whatever can be called)
        CallbackPool::attach(spl_object_hash($connection), function (): void {
            $this->name = null;
        });
        return $this->name ??= Uuid::v4();
    }
}
