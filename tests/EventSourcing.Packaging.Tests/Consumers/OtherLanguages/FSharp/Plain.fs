module Plain

open EventSourcing

// [<DomainEvent>] is for C#.
[<System.Obsolete("(see Handles in the C# project)")>]
let describe (e: NewEvent) = e.Data.GetType().Name
