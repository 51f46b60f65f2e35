Imports EventSourcing

<DomainEvent>
Public NotInheritable Class OrderPlaced
End Class
