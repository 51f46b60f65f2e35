using EventSourcing.Analyzers.Naming;

namespace EventSourcing.Analyzers.Tests.Naming;

public sealed class PastTenseSuggestionTests
{
    [TestCase("PlaceOrder", "OrderPlaced")]
    [TestCase("OrderPlace", "OrderPlaced")]
    [TestCase("RegisteredUser", "UserRegistered")]
    [TestCase("PlaceOrderEvent", "OrderPlacedEvent")]
    [TestCase("PlaceOrderV2", "OrderPlacedV2")]
    [TestCase("PlaceOrder_V2", "OrderPlaced_V2")]
    [TestCase("AddItemToCart", "ItemAddedToCart")]
    [TestCase("AddedItemToCart", "ItemAddedToCart")]
    [TestCase("LoggedInUser", "UserLoggedIn")]
    [TestCase("CheckInGuest", "GuestCheckedIn")]
    [TestCase("LoginUser", "UserLoggedIn")]
    [TestCase("UserLogin", "UserLoggedIn")]
    [TestCase("MarkAsPaid", "MarkedAsPaid")]
    [TestCase("ShipOrder", "OrderShipped")]
    [TestCase("OrderShipping", "OrderShipped")]
    [TestCase("OrderShips", "OrderShipped")]
    [TestCase("PayInvoice", "InvoicePaid")]
    [TestCase("WithdrawMoney", "MoneyWithdrawn")]
    [TestCase("ResetPassword", "PasswordReset")]
    [TestCase("CopyFile", "FileCopied")]
    [TestCase("TransferMoney", "MoneyTransferred")]
    [TestCase("MoneyTransfer", "MoneyTransferred")]
    [TestCase("CancelOrder", "OrderCancelled")]
    [TestCase("OrderCancellation", "OrderCancelled")]
    [TestCase("UserRegistration", "UserRegistered")]
    [TestCase("VisitShop", "ShopVisited")]
    [TestCase("OpenAccount", "AccountOpened")]
    [TestCase("LoadCargo", "CargoLoaded")]
    [TestCase("TagPhoto", "PhotoTagged")]
    [TestCase("UndoMove", "MoveUndone")]
    [TestCase("RebuildIndex", "IndexRebuilt")]
    [TestCase("OverridePrice", "PriceOverridden")]
    [TestCase("Deposit", "Deposited")]
    [TestCase("SyncDevice", "DeviceSynced")]
    [TestCase("NewlyRegisteredUser", "UserNewlyRegistered")]
    public void Knows_the_name_in_the_past_tense(string name, string expected) =>
        Assert.That(PastTenseSuggestion.TryFind(name, PastTenseWords.Default), Is.EqualTo(expected));

    [TestCase("OrderLineItem")]
    [TestCase("NewsFeed")]
    [TestCase("PointLocationEvent")]
    [TestCase("PaymentDue")]
    [TestCase("CreateAndShipOrder")]
    [TestCase("Event")]
    [TestCase("SentMessage")]
    [TestCase("KundeRegistriert")]
    public void Has_none_where_no_verb_is_known(string name) => Assert.That(PastTenseSuggestion.TryFind(name, PastTenseWords.Default), Is.Null);

    [Test]
    public void Whatever_is_suggested_is_in_the_past_tense()
    {
        foreach (var name in PastTenseCorpus.NotPast.Concat(PastTenseCorpus.AdjectiveNoun))
        {
            if (PastTenseSuggestion.TryFind(name, PastTenseWords.Default) is not { } suggestion) continue;
            Assert.That(PastTense.Judge(suggestion, PastTenseWords.Default), Is.EqualTo(EventNameVerdict.PastTense), suggestion);
        }
    }
}
