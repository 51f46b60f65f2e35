module Shop.Use

open System
open EventSourcing
open Shop

let repository (store: IEventStore) = AggregateRepository<Order, Guid>(store)
