using EventSourcing.Analyzers.Naming;

namespace EventSourcing.Analyzers.Members;

/// <summary>The names of members that usually hold data about a person.</summary>
internal static class PersonalNames
{
    /// <summary>Endings, each as its words run together in lower case; a single word counts at the end of any name.</summary>
    private static readonly WordSet Endings = new("""
        email emailaddress mail mailaddress phone phonenumber telephone telephonenumber mobile mobilenumber mobilephone cellphone faxnumber
        firstname lastname middlename fullname givenname familyname surname maidenname forename forenames birthname legalname
        ssn socialsecuritynumber nationalid nationalidnumber nationalinsurancenumber personalnumber passport passportnumber drivinglicence driverslicense driverlicense
        driverslicensenumber licenseplate taxid taxnumber taxidentificationnumber
        dateofbirth birthdate birthday birthplace placeofbirth dob gender sex religion ethnicity nationality maritalstatus
        street streetaddress homeaddress postaladdress mailingaddress residentialaddress billingaddress shippingaddress deliveryaddress zipcode postcode postalcode
        ipaddress macaddress iban bankaccountnumber creditcard creditcardnumber cardnumber cardholder cardholdername cvv cvc
        bloodtype diagnosis medicalrecordnumber healthinsurancenumber fingerprint signature
        """);

    /// <summary>Whether a member of this name is taken for personal data.</summary>
    public static bool Match(string name)
    {
        var tokens = NameTokenizer.Tokenize(name);
        var ending = "";
        for (var i = tokens.Count - 1; i >= 0; i--)
        {
            ending = tokens[i].Lower + ending;
            if (Endings.Contains(ending)) return true;
        }

        return false;
    }
}
