module More

[<Sealed; EventSourcing.DomainEvent("order-paid")>]
type OrderPaid() =
    class
    end
