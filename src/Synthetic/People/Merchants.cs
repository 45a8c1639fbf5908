using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Synthetic.People;

/// <summary>Invented names of the other side. A customer has favourites among them: few, and seldom a stranger.</summary>
internal static class Merchants
{
    public const string MinimumCardPayment = "card-minimum";
    public const string FullCardPayment = "card-statement";
    public const string PartialCardPayment = "card-payment";
    public const string OwnSavings = "own-savings";
    public const string OwnOtherBank = "own-account-elsewhere";
    public const string Family = "family";

    public static readonly string[] Employers = ["Northgate Logistics", "Halden Foods", "Brightwater Care", "Ostler Retail", "Quillon Systems", "Ferris and Daughters", "Municipal Services", "Lakeside Schools", "Sterling Build", "Copperleaf Hotels"];
    public static readonly string[] Platforms = ["RideAlong", "DishDash", "TaskHive", "FreelanceFold"];
    public static readonly string[] PensionFunds = ["State Pension", "Evergreen Pension Fund", "Teachers Pension Fund"];
    public static readonly string[] Benefits = ["Department of Social Support"];
    public static readonly string[] Landlords = ["Harbour Lettings", "Oakfield Homes", "Terrace Rentals", "Private landlord"];
    public static readonly string[] Lenders = ["Homestead Mortgages", "Keystone Building Society"];
    public static readonly string[] LoanBanks = ["Autofin", "Meridian Loans", "Campus Credit", "Bluestone Finance"];
    public static readonly string[] Energy = ["Volta Energy", "Sunpoint Power", "Greenwire"];
    public static readonly string[] Water = ["Clearbrook Water", "City Water"];
    public static readonly string[] Telecom = ["Tidal Mobile", "Fibernest", "Polar Telecom"];
    public static readonly string[] Insurers = ["Shieldwell", "Harbor Mutual", "Aegis Direct"];
    public static readonly string[] Subscriptions = ["Streamly", "Tunebox", "FitClub", "CloudKeep", "DailyPaper", "GameVault", "BoxOfMeals"];
    public static readonly string[] PaydayLenders = ["QuickCash", "TillPayday", "FlashLoan"];
    public static readonly string[] Bookmakers = ["LuckyReel", "BetHarbor", "SpinPalace", "OddsOn"];
    public static readonly string[] Strangers = ["Zyntex Online", "ELX*Digital", "Global Gadgets", "Marketplace 77", "QPay Vendor", "Offshore Goods"];

    private static readonly string[] Groceries = ["Greenleaf Market", "Corner Pantry", "Fresh Basket", "Valumart", "Harvest Hall", "Daily Grocer", "Spice Bazaar", "La Despensa", "Organic Root", "Night Owl Store"];
    private static readonly string[] Dining = ["Bean There", "Noodle Bar", "Casa Pepa", "The Copper Pot", "Curry Leaf", "Slice House", "Tapas Uno", "Corner Cafe", "DishDash Delivery", "Burger Barn", "Taco Libre", "Old Mill Pub", "Sushi Lane"];
    private static readonly string[] Shopping = ["Threads and Co", "Homeware Hub", "PageTurner Books", "ElectroPoint", "Parcelworld", "Sportline", "Little Steps Kids", "Toolshed", "Glow Beauty", "Second Chance Store", "Furnish", "Gadget Bay"];
    private static readonly string[] Travel = ["Metro Transit", "CityRail", "Fuel Stop", "RideAlong", "Park and Go", "Petrol Plus", "Interbus"];
    private static readonly string[] Holiday = ["Skylark Air", "Bluewave Hotels", "Roamstay", "Coastline Tours", "Airport Shuttle"];
    private static readonly string[] Health = ["Wellcare Pharmacy", "Dr Lindqvist", "Smile Dental", "City Clinic", "Vision Plus"];
    private static readonly string[] CashMachines = ["ATM High Street", "ATM Station", "ATM Mall"];
    private static readonly string[] Others = ["Barber", "Post Office", "Charity Box", "Vet Clinic", "Laundry", "School Office"];

    /// <summary>The merchants among which everyday spending of a category falls.</summary>
    public static string[] Of(Category category) => category switch
    {
        Category.Groceries => Groceries,
        Category.Dining => Dining,
        Category.Shopping => Shopping,
        Category.Travel => Travel,
        Category.Health => Health,
        Category.Cash => CashMachines,
        Category.Gambling => Bookmakers,
        _ => Others,
    };

    /// <summary>Merchants of a journey.</summary>
    public static string[] OfHoliday(Category category) => category == Category.Travel ? Holiday : Strangers;
}
