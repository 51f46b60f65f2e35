Imports EventSourcing
Imports Shop

Public Module Orders
    Public Function Repository(store As IEventStore) As AggregateRepository(Of Order, Guid)
        Return New AggregateRepository(Of Order, Guid)(store)
    End Function
End Module
