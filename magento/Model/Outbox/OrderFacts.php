<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Model\Outbox;

use Magento\Sales\Model\Order;
use Orderbridge\Connector\Rules\OrderEvent;
use Orderbridge\Connector\Rules\Uuid;

/** Tells what the saves of orders mean. An order is saved many times in one transaction; that is told once. */
class OrderFacts
{
    /** @var \WeakMap<Order, string|null> state of an order when it was last told */
    private \WeakMap $toldStates;

    /** @var array<int, array{transaction: string, key: string}> by order: the row of the transaction that is under way */
    private array $rows = [];

    public function __construct(private readonly Writer $writer, private readonly CurrentTransaction $transaction)
    {
        $this->toldStates = new \WeakMap();
    }

    /** Called inside the transaction that saves the order. */
    public function saved(Order $order): void
    {
        $id = (int)$order->getEntityId();
        $transaction = $this->transaction->name();
        $isNew = $order->getOrigData('entity_id') === null;
        $before = isset($this->toldStates[$order]) ? $this->toldStates[$order] : $order->getOrigData('state');
        $this->toldStates[$order] = (string)$order->getState();
        // Nested saves of a new order look new again: the key knows better.
        if ($isNew && $this->writer->write(Fact::ofOrder(OrderEvent::CREATED, $order), self::createdKey($id))) {
            $this->rows[$id] = ['transaction' => $transaction, 'key' => self::createdKey($id)];
            return;
        }
        $this->changed($order, $transaction, OrderEvent::of($before === null ? null : (string)$before, $order->getState()));
    }

    /** Somebody wants the order told again, whatever was told before. */
    public function pushAgain(Order $order): void
    {
        $this->writer->write(Fact::ofOrder(OrderEvent::UPDATED, $order), 'push:' . Uuid::v4());
    }

    private function changed(Order $order, string $transaction, string $type): void
    {
        $id = (int)$order->getEntityId();
        // What was told in transactions that are over is of no use any more.
        $this->rows = array_filter($this->rows, static fn (array $row): bool => $row['transaction'] === $transaction);
        $isTold = isset($this->rows[$id]) && $type === OrderEvent::UPDATED;
        $key = $isTold ? $this->rows[$id]['key'] : "$type:$id:$transaction";
        $this->rows[$id] = ['transaction' => $transaction, 'key' => $key];
        $fact = Fact::ofOrder($type, $order);
        // Written first all the same: a rollback takes the row and leaves the name of the transaction.
        if (!$this->writer->write($fact, $key)) {
            $this->writer->refresh($fact, $key);
        }
    }

    private static function createdKey(int $id): string
    {
        return OrderEvent::CREATED . ":$id";
    }
}
