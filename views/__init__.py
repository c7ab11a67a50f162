"""The pages of the dashboard, a module each; the only room that knows Streamlit."""
