module Events

open EventSourcing

[<DomainEvent>]
type OrderPlaced = { Customer: string }
