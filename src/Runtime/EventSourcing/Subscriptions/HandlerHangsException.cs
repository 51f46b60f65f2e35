namespace EventSourcing.Subscriptions;

/// <summary>A handler ignores its cancellation.</summary>
/// <param name="message">What happened.</param>
/// <param name="handling">Ends when the handler does; its transaction can be undone then.</param>
internal sealed class HandlerHangsException(string message, Task handling) : EventSourcingException(message)
{
    public Task Handling => handling;
}
